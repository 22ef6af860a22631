"""What is said to somebody who was too late: who was quicker, with what, and when."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.stories.workflow import State

# By the verb of the event; by that and the state before, where both matter.
HAPPENED = {
    "claim": gettext_lazy("%(name)s took this story to read %(when)s."),
    "release": gettext_lazy("%(name)s gave this story back to the queue %(when)s."),
    "hold": gettext_lazy("%(name)s held this story %(when)s: it may tell of harm."),
    "unhold": gettext_lazy("%(name)s gave this story back to the queue %(when)s."),
    "drop": gettext_lazy("%(name)s dropped this draft %(when)s."),
    "discard": gettext_lazy("%(name)s deleted this story %(when)s."),
    State.DRAFT: gettext_lazy("%(name)s took this story back %(when)s."),
    State.SUBMITTED: gettext_lazy("%(name)s sent this story %(when)s."),
    (State.SUBMITTED, State.SCHEDULED): gettext_lazy(
        "%(name)s brought this story back to the queue %(when)s."
    ),
    State.SCHEDULED: gettext_lazy("%(name)s set a date for this story %(when)s."),
    State.PUBLISHED: gettext_lazy("%(name)s published this story %(when)s."),
    (State.PUBLISHED, State.WITHDRAWN): gettext_lazy(
        "%(name)s put this story back %(when)s."
    ),
    State.CHANGES_REQUESTED: gettext_lazy(
        "%(name)s asked for changes to this story %(when)s."
    ),
    State.DECLINED: gettext_lazy(
        "%(name)s decided not to publish this story %(when)s."
    ),
    State.WITHDRAWN: gettext_lazy("%(name)s took this story down %(when)s."),
}
# Its tellers are not told when a story is held: it looks as if it was read.
READ = gettext_lazy("%(name)s began to read this story %(when)s.")
FOR_TELLERS = {"claim": READ, "hold": READ}


def for_the_desk(step):
    """A sentence on the event that came first, for moderators; empty without one."""
    return _sentence(step, HAPPENED, step and _name(step))


def for_tellers(step, inquiry):
    """The same for tellers: they know each other, and moderators by what they are."""
    actor = step and step.actor()
    is_known = actor is None or actor in inquiry.tellers()
    name = _name(step) if step and is_known else _("A moderator")
    return _sentence(step, HAPPENED | FOR_TELLERS, name)


def when(moment):
    """The time of day, with the day when that is not today."""
    moment = timezone.localtime(moment)
    clock = date_format(moment, "H:i")
    if moment.date() == timezone.localdate():
        return _("at %(clock)s") % {"clock": clock}
    return _("on %(day)s at %(clock)s") % {
        "day": date_format(moment, "j F Y"),
        "clock": clock,
    }


def _name(step):
    if not step.actor_key:
        return _("The portal")
    return str(step.actor() or _("Somebody"))


def _sentence(step, sentences, name):
    if step is None:
        return ""
    found = sentences.get((step.verb, step.before)) or sentences.get(step.verb)
    return found % {"name": name, "when": when(step.at)} if found else ""
