"""What a signed-in person can do next, for the start page."""

from dataclasses import dataclass

from casestudies.stories import standing
from casestudies.stories.models import Revision
from casestudies.stories.standing import Standing
from casestudies.stories.workflow import State
from inquiry.telling.models import CoAuthor, Inquiry

LOOKED_AT = 10  # the stories changed last


@dataclass(frozen=True)
class NextStep:
    """``story`` waits for its teller; without one, ``invites`` are the tellers who ask
    for help and ``waiting`` the stories that wait for a moderator (None for others)."""

    story: Standing | None
    invites: int
    waiting: int | None


def next_step(user):
    """None for visitors. A fixed number of queries."""
    if not user.is_authenticated:
        return None
    told = Inquiry.objects.told_by(user).select_related("version")
    stories = standing.of(told.order_by("-changed_at", "pk")[:LOOKED_AT])
    waiting = None
    if user.has_perm("stories.moderate"):
        queue = Revision.objects.filter(state=State.SUBMITTED, held_at=None)
        waiting = queue.count()
    return NextStep(
        min(stories, key=_urgency, default=None),
        CoAuthor.objects.addressed_to(user).unanswered().count(),
        waiting,
    )


def _urgency(story):
    """Changes that were asked for come first, then drafts, then what waits for others."""
    if story.asked:
        return 0
    if story.is_draft:
        return 1
    return 2 if story.state in {State.SUBMITTED, State.SCHEDULED} else 3
