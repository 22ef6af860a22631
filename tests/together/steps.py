"""Every step that somebody can take, from each start, and which pairs go together.

A step says what it leaves: its events and its letters, by kind. Both tellers and both
safeguarding contacts get one each.
"""

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from casestudies.stories import actions, composing, editing, holding
from casestudies.stories.models import Revision
from casestudies.stories.workflow import TransitionError
from inquiry.telling import actions as telling
from portal.organisations import actions as organisations
from tests import factories


@dataclass(frozen=True)
class Step:
    """``does(start, by)`` reads what the person saw and returns what they do then.

    ``also`` and ``also_letters`` are left as well when it meets an update that waits.
    """

    name: str
    does: Callable
    role: str = "moderators"
    events: tuple = ()
    letters: tuple = ()
    also: tuple = ()
    also_letters: tuple = ()
    is_told: bool = True


def revision_of(start):
    """A copy of its own for each person, as their page showed it."""
    found = Revision.objects.select_related("case_study__inquiry")
    return found.get(pk=start.it.pk)


def simply(verb, **given):
    def does(start, by):
        it = revision_of(start)
        return lambda: verb(it, by=by, seen=it.lock, **given)

    return does


def deciding(verb, *, on_the_one_that_is_up=False, **given):
    def does(start, by):
        it = revision_of(start)
        if on_the_one_that_is_up and start.up:
            it = Revision.objects.select_related("case_study").get(pk=start.up.pk)
        return lambda: verb(it, by=by, seen=it.lock, digest=it.digest, **given)

    return does


def submitting(start, by):
    it = revision_of(start)
    ticks = factories.ticks(it)
    return lambda: actions.submit(it, by=by, seen=it.lock, ticks=ticks)


def editing_it(start, by):
    it = revision_of(start)
    seen = it.sources.get(key="summary").lock
    text = f"What {by.name} says of it."
    return lambda: editing.save_summary(it, text, confirmed=True, seen=seen)


def composing_it(start, by):
    inquiry = revision_of(start).case_study.inquiry
    return lambda: composing.compose(inquiry, by=by)


def discarding_it(start, by):
    inquiry = revision_of(start).case_study.inquiry
    return lambda: telling.discard(inquiry, by=by)


def starting_an_update(start, by):
    case_study = revision_of(start).case_study
    return lambda: actions.start_update(case_study, by=by)


def the_worker(start, by):
    """The worker is not told, it tries the next; so it loses in silence."""
    later = timezone.now() + timedelta(days=2)

    def publish_due():
        if not actions.publish_due(now=later):
            raise TransitionError("There was nothing to publish.")

    return publish_due


def to(verb):
    """A verb of what is no story: a co-author, a membership."""

    def does(start, by):
        it = type(start.it).objects.get(pk=start.it.pk)
        return lambda: verb(it, by=by)

    return does


OK = {"identity_checked": True}
BY_TELLERS, BY_CONTACTS, BY_ONE = "tellers", "contacts", "claimer"
DOWN = ("stories_withdrawn",)
ALSO = ("submitted", "draft")
MORE = ("stories_taken_back", "stories_unscheduled")

submit = Step("submit", submitting, BY_TELLERS, ("submitted",), ("stories_submitted",))
take_back = Step(
    "take back",
    simply(actions.take_back),
    BY_TELLERS,
    ("draft",),
    ("stories_taken_back",),
)
take_back_planned = Step(
    "take back",
    simply(actions.take_back),
    BY_TELLERS,
    ("submitted", "draft"),
    ("stories_taken_back",),
)
claim = Step("claim", simply(actions.claim), events=("claim",))
release = Step("release", simply(actions.release), events=("release",))
publish = Step(
    "publish",
    deciding(actions.publish, **OK),
    events=("published",),
    letters=("stories_published",),
    also=("superseded",),
)
schedule = Step(
    "schedule",
    lambda start, by: deciding(
        actions.schedule, when=timezone.now() + timedelta(days=1), **OK
    )(start, by),
    events=("scheduled",),
    letters=("stories_scheduled",),
)
unschedule = Step(
    "unschedule",
    deciding(actions.unschedule),
    events=("submitted",),
    letters=("stories_unscheduled",),
)
due = Step(
    "publish as planned",
    the_worker,
    events=("published",),
    letters=("stories_published",),
    is_told=False,
)
ask = Step(
    "ask for changes",
    deciding(actions.ask_for_changes, message="More, please.", notes={}),
    events=("changes_requested", "copy"),
    letters=("stories_changes_requested",),
)
decline = Step(
    "decline",
    deciding(actions.decline, reason="other", message="Not now."),
    events=("declined",),
    letters=("stories_declined",),
)
hold = Step(
    "hold",
    simply(holding.hold, reason="It may tell of harm."),
    events=("hold",),
    letters=("stories_held",),
)
unhold = Step("unhold", simply(holding.unhold), BY_CONTACTS, ("unhold",))
withdraw = Step(
    "withdraw",
    deciding(actions.withdraw, on_the_one_that_is_up=True),
    events=("withdrawn",),
    letters=DOWN,
    also=ALSO,
    also_letters=MORE,
)
take_down = Step(
    "take down",
    deciding(actions.withdraw, on_the_one_that_is_up=True),
    BY_TELLERS,
    ("withdrawn",),
    DOWN,
    also=ALSO,
    also_letters=MORE,
)
restore = Step(
    "restore",
    deciding(actions.restore, on_the_one_that_is_up=True),
    events=("published",),
    letters=("stories_restored",),
)
update = Step("start update", starting_an_update, BY_TELLERS, also=("copy",))
drop = Step("drop", simply(actions.drop_draft), BY_TELLERS, ("drop",))
edit = Step("edit", editing_it, BY_TELLERS)
compose = Step("compose", composing_it, BY_TELLERS)
discard = Step("discard", discarding_it, BY_TELLERS, ("discard",))
accept = Step("accept", to(telling.accept), "invited", also=("accept co-author",))
remove = Step("remove", to(telling.remove_co_author), BY_TELLERS, ("remove co-author",))
approve = Step(
    "approve", to(organisations.approve), BY_TELLERS, ("approved",),
    ("organisation_approved",),
)  # fmt: skip
turn_down = Step(
    "turn down", to(organisations.decline), BY_TELLERS, ("declined",),
    ("organisation_declined",),
)  # fmt: skip
leave = Step("leave", to(organisations.leave), "joining", ("leave",))


def by_one(*steps):
    """The same steps by the one moderator who has claimed it, in two windows."""
    return [Step(**(vars(step) | {"role": BY_ONE})) for step in steps]


STEPS = {
    "draft": [submit, edit, compose, discard],
    "submitted": [take_back, claim, publish, schedule, ask, decline, hold],
    "claimed": [*by_one(publish, schedule, ask, decline), release, hold],
    "held": [unhold, Step(**(vars(decline) | {"role": BY_CONTACTS}))],
    "scheduled": [unschedule, publish, due, take_back_planned],
    "published": [withdraw, take_down, update],
    "withdrawn": [restore, update],
    "draft_of_an_update": [submit, edit, drop, update],
    "update_that_waits": [
        withdraw, take_down, take_back, claim, publish, schedule, ask, decline, hold,
    ],
    "update_after_a_withdrawal": [restore, publish, take_back],
    "named_co_author": [accept, remove],
    "accepted_co_author": [remove],
    "request_to_join": [approve, turn_down, leave],
}  # fmt: skip

# Verbs of the story's rooms, and the steps that race them.
RACED = {
    actions: "submit take_back claim release publish schedule unschedule publish_due "
    "ask_for_changes decline withdraw restore start_update drop_draft",
    holding: "hold unhold",
    organisations: "approve decline leave",
}

# Which pairs may both win, and why; of all others exactly one does. "always": neither
# takes anything from the other. "in order": the one is still possible after the other.
ALWAYS, IN_ORDER = "always", "in order"
GO_TOGETHER = {
    "draft": {
        ("compose", "compose"): (ALWAYS, "nothing new was answered"),
        ("edit", "compose"): (ALWAYS, "what is edited is left alone"),
        ("submit", "compose"): (IN_ORDER, "nothing new may go into what is sent"),
        ("compose", "discard"): (IN_ORDER, "then it is gone"),
        ("edit", "discard"): (IN_ORDER, "then it is gone"),
    },
    "published": {
        ("start update", "start update"): (ALWAYS, "both get the one draft"),
        ("withdraw", "start update"): (ALWAYS, "a draft is not on the page"),
        ("take down", "start update"): (ALWAYS, "a draft is not on the page"),
    },
    "withdrawn": {
        ("start update", "start update"): (ALWAYS, "both get the one draft"),
        ("restore", "start update"): (ALWAYS, "a draft is not on the page"),
    },
    "draft_of_an_update": {
        ("start update", "start update"): (ALWAYS, "both get the one draft"),
        ("submit", "start update"): (ALWAYS, "it is begun already"),
        ("edit", "start update"): (ALWAYS, "it is begun already"),
        ("drop", "start update"): (ALWAYS, "after a drop it begins a new one"),
    },
    "update_that_waits": {
        (down, other): (IN_ORDER, "an update that is decided on does not keep it up")
        for down in ("withdraw", "take down")
        for other in ("take back", "claim", "schedule", "ask for changes", "decline",
                      "hold")
    },
    "update_after_a_withdrawal": {
        ("restore", "publish"): (IN_ORDER, "the update replaces what came back"),
        ("restore", "take back"): (ALWAYS, "a draft is not on the page"),
    },
    "named_co_author": {
        ("accept", "accept"): (ALWAYS, "saying yes twice is no mistake"),
        ("accept", "remove"): (IN_ORDER, "who has accepted can be removed"),
    },
    "request_to_join": {
        ("approve", "leave"): (IN_ORDER, "a member may leave"),
        ("turn down", "leave"): (IN_ORDER, "nothing is left of it then"),
    },
}  # fmt: skip


def pairs(start):
    """Every two steps that begin at the same place, and each with itself."""
    return itertools.combinations_with_replacement(STEPS[start], 2)


def together(start, first, second):
    """How many may win: "one", "always" both, or both "in order"."""
    allowed = GO_TOGETHER.get(start, {})
    names = (first.name, second.name)
    return allowed.get(names, allowed.get(names[::-1], ("one", "")))[0]


def left_by(steps):
    """What the steps leave for certain: events and letters, counted."""
    events = Counter(verb for step in steps for verb in step.events)
    letters = Counter(kind for step in steps for kind in step.letters)
    return events, letters
