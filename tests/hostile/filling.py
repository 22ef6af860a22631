"""Hostile words in every column that holds words, whatever forms would let through."""

from django.apps import apps
from django.db import models

from casestudies.stories import indexing
from portal.editions.models import Edition
from tests.hostile.strings import CALL

ROOMS = {
    "accounts", "taxonomy", "organisations", "post", "learning", "telling", "stories",
}  # fmt: skip
# Columns of letters that mean something to the program.
MEANT = {"password", "digest", "kind", "request_id", "key", "wording_version"}
# Filled where the state of the row asks for it, and empty elsewhere.
AT_TIMES = {"held_reason"}
PLACES = (
    f"<svg/onload={CALL}>",
    f"<img/src=x/onerror={CALL}>",
    f"'onfocus={CALL}/autofocus/x='",
    f"`-{CALL}-`",
)


AT_ONCE = 6


def fill(strings, at_once=AT_ONCE):
    """Put so many of the strings into each column of words, each beginning with another.

    The database is told directly: whatever comes out must be safe by itself, and no
    page may trust that a form has looked at its words. Returns how many were filled.
    """
    filled = 0
    for model in columns_by_model():
        for at, row in enumerate(model.objects.order_by("pk")):
            changes = {
                column.attname: words(
                    column, getattr(row, column.attname), turned(strings, n, at_once), n
                )
                for n, column in enumerate(columns_by_model()[model], at * 7)
                if column.name not in AT_TIMES or getattr(row, column.attname)
            }
            model.objects.filter(pk=row.pk).update(**changes)
            filled += len(changes)
    indexing.rebuild(lambda _done: None)
    Edition.renew()
    return filled


def columns_by_model():
    """Columns of words by model, read from the models, so that new ones are filled."""
    found = {
        model: [one for one in model._meta.concrete_fields if holds_words(one)]
        for model in apps.get_models()
        if model._meta.app_label in ROOMS
    }
    return {model: columns for model, columns in found.items() if columns}


def holds_words(column):
    return (
        isinstance(column, models.CharField | models.TextField | models.JSONField)
        and not isinstance(column, models.SlugField)
        and not column.choices
        and not (column.unique and not isinstance(column, models.EmailField))
        and column.name not in MEANT
    )


def turned(strings, at, at_once):
    start = at % len(strings)
    return (strings[start:] + strings[:start])[:at_once]


def words(column, kept, strings, at):
    if isinstance(column, models.EmailField):
        # Good addresses, with whatever may stand between quotation marks.
        return f'"{PLACES[at % len(PLACES)]}{at}"@example.org'
    if isinstance(column, models.JSONField):
        return _in_json(kept, strings)
    if isinstance(column, models.URLField):
        return strings[0]
    return ("\n\n" if isinstance(column, models.TextField) else " ").join(strings)


def _in_json(value, strings, name=""):
    """Leaves that are words and no key of a term, a month or an organisation."""
    if isinstance(value, dict):
        return {key: _in_json(one, strings, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_in_json(one, strings) for one in value]
    is_words = isinstance(value, str) and (" " in value or name == "value")
    return "\n\n".join(strings) if is_words else value
