"""Bringing the milestones in line with a file."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from portal import addresses
from portal.editions.models import Edition
from portal.learning import actions
from portal.learning.models import Certainty, Kind, Milestone, Status


class LearningFileError(Exception):
    """The file cannot be loaded; the message says where it is wrong."""


@dataclass
class Changes:
    """Titles by what was done; those kept are as people made them."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def load(data):
    """Add what is new and change what differs; nothing is deleted.

    A milestone that a person added or changed last stays as they want it. Returns
    the Changes. Raises LearningFileError, and changes nothing, when the file is
    broken.
    """
    changes = Changes()
    try:
        checked_on = date.fromisoformat(data["prepared"])
        for row in data["events"]:
            _load(row["id"], _values(row, checked_on), changes)
    except (KeyError, ValueError, TypeError) as error:
        raise LearningFileError(f"{type(error).__name__}: {error}") from error
    Edition.renew()
    return changes


def _values(row, checked_on):
    status = Status(row["status"]) if row["status"] else ""
    return {
        "order": row["order"],
        "title": row["title"],
        "kind": Kind(row["kind"]),
        "year": row["year"],
        "until": row["until"],
        "year_text": row["year_text"],
        "awarding_body": row["awarding_body"] or "",
        "level": row["level"] or "",
        "status": status,
        "status_as_of": row["status_as_of"] or "",
        "checked_on": checked_on,
        "note": row["note"],
        "sources": "\n".join(row["evidence"]),
        "certainty": Certainty(row["certainty"]),
    }


def _load(key, values, changes):
    milestone = Milestone.objects.filter(key=key).first()
    if milestone is None:
        slug = addresses.free(Milestone, values["title"], actions.RESERVED)
        Milestone.objects.create(key=key, slug=slug, **values)
        changes.added.append(values["title"])
    elif any(getattr(milestone, name) != value for name, value in values.items()):
        if milestone.history.filter(history_user__isnull=False).exists():
            changes.kept.append(milestone.title)
            return
        for name, value in values.items():
            setattr(milestone, name, value)
        milestone.save()
        changes.changed.append(milestone.title)
