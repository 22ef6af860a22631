"""Who has changed words of a telling: one line in the record for each person."""

from portal.record.models import Event

EDIT = "edit"


def remember(inquiry, *, by):
    """Record, once, that the person has changed words of the telling."""
    if str(by.key) not in editors(inquiry):
        Event.write(by=by, verb=EDIT, of=inquiry)


def editors(inquiry):
    """The keys of those who have changed words of the telling. One query."""
    found = Event.objects.about(inquiry).filter(verb=EDIT)
    return set(found.values_list("actor_key", flat=True))
