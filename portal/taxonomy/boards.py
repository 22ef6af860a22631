"""Integrated care boards come and go: which are over, and how a page says so."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext


def is_over(last_day: date | None) -> bool:
    """Whether a board has closed; one that will is a board like others until then."""
    return last_day is not None and last_day < timezone.localdate()


def label(name: str, last_day: date | None) -> str:
    """The name of a board, with its last day once it has closed."""
    if last_day is None or not is_over(last_day):
        return name
    return gettext("%(board)s (closed %(day)s)") % {
        "board": name,
        "day": date_format(last_day, "j F Y"),
    }
