"""What follows from a change of a term."""

from collections.abc import Callable

from django.db import transaction

from portal.taxonomy.models import Term

# Rooms above that keep the names of terms are told here of a new one. They answer
# whether they have taken it over: what would take too long is left alone.
RENAMED: list[Callable[[Term], bool]] = []


@transaction.atomic
def renamed(term: Term) -> bool:
    """Call it in the transaction of the change, before the edition is renewed: it waits
    for whoever publishes. False if something keeps the old name."""
    taken_over = [tell(term) for tell in RENAMED]
    return all(taken_over)
