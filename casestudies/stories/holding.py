"""Holding a story that may tell of harm, for the safeguarding contacts alone.

The state stays: the revision waits, out of the common queue, and nobody decides but a
safeguarding contact. Its tellers see that it is being read (method 45).
"""

from django.utils import timezone

from casestudies.stories import letters
from casestudies.stories.turns import in_turn


@in_turn
def hold(revision, *, by, seen, reason):
    """Take a waiting story out of the queue; a claim on it ends."""
    held = {"held_at": timezone.now(), "held_by": by, "held_reason": reason}
    _set(revision, "hold", by=by, seen=seen, while_so={"held_at": None}, **held)
    letters.held(revision)


@in_turn
def unhold(revision, *, by, seen):
    """Give a held story back to the queue, at the place that it had."""
    free = {"held_at": None, "held_by": None, "held_reason": ""}
    is_held = {"held_at__isnull": False}
    _set(revision, "unhold", by=by, seen=seen, while_so=is_held, **free)


def _set(revision, verb, *, by, seen, while_so, **changes):
    changes |= {"claimed_by": None, "claimed_at": None}
    revision.change(verb, by=by, seen=seen, while_so=while_so, **changes)
