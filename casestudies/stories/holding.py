"""Holding a story that may tell of harm, for the safeguarding contacts alone.

The state stays: the revision waits, out of the common queue, and nobody decides but a
safeguarding contact. Its tellers see that it is being read (method 45).
"""

from django.db import transaction
from django.utils import timezone

from casestudies.stories import letters
from casestudies.stories.models import Revision
from casestudies.stories.workflow import State, TransitionError
from portal.record.models import Event


@transaction.atomic
def hold(revision, *, by, seen, reason):
    """Take a waiting story out of the queue; a claim on it ends."""
    now = timezone.now()
    changes = {"held_at": now, "held_by": by, "held_reason": reason}
    _set(revision, seen=seen, is_held=False, **changes)
    Event.write(by=by, verb="hold", of=revision, digest=revision.digest)
    letters.held(revision)


@transaction.atomic
def unhold(revision, *, by, seen):
    """Give a held story back to the queue, at the place that it had."""
    changes = {"held_at": None, "held_by": None, "held_reason": ""}
    _set(revision, seen=seen, is_held=True, **changes)
    Event.write(by=by, verb="unhold", of=revision, digest=revision.digest)


def _set(revision, *, seen, is_held, **changes):
    changes |= {"claimed_by": None, "claimed_at": None, "lock": seen + 1}
    same = Revision.objects.filter(
        pk=revision.pk,
        state=State.SUBMITTED,
        lock=seen,
        held_at__isnull=not is_held,
    )
    if not same.update(**changes):
        raise TransitionError("Somebody else was quicker.")
    for name, value in changes.items():
        setattr(revision, name, value)
