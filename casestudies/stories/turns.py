"""Taking turns: all that changes one story waits in line at its inquiry.

Whoever saves an answer locks the same row, so two of these never wait for each other
crosswise, and the one that comes second reads what the first has left.
"""

from functools import wraps

from django.db import transaction

from inquiry.telling.models import Inquiry


def in_turn(verb):
    """Make a verb of a revision or a case study one transaction, one at a time."""

    @wraps(verb)
    def inner(of, *args, **kwargs):
        with transaction.atomic():
            wait(getattr(of, "case_study", of).inquiry_id)
            return verb(of, *args, **kwargs)

    return inner


def wait(inquiry_id):
    """Return the inquiry once nobody else changes it; None if it is gone by then."""
    return Inquiry.objects.select_for_update().filter(pk=inquiry_id).first()
