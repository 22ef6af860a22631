"""In whatever order people act, readers see what was agreed and decided, and no more.

A few orders in each run of the tests; ``EXAMPLES=200`` looks at more of them.
"""

import copy
import os
from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from casestudies.search import Selection
from casestudies.search.finding import find
from casestudies.stories import actions, editing, freezing, holding
from casestudies.stories.models import Decision
from portal.record.models import Event
from tests import factories
from tests.together import starts, steps, twins
from tests.together.meeting import REFUSALS
from tests.together.story import TELLERS, Story, Version

EXAMPLES = int(os.environ.get("EXAMPLES", "6"))
MOST_STEPS = 20
LETTERS = str.maketrans("0123456789", "bcdfghjklm")
CHECKED = {"identity_checked": True}
# Verbs of moderators, with what they say beside who and what they have seen.
DECIDING = {
    "publish": (actions.publish, CHECKED),
    "schedule": (actions.schedule, CHECKED | {"when": timezone.now()}),
    "unschedule": (actions.unschedule, {}),
    "ask": (actions.ask_for_changes, {"message": "More, please.", "notes": {}}),
    "decline": (actions.decline, {"reason": "other", "message": "Not now."}),
    "withdraw": (actions.withdraw, {}),
    "restore": (actions.restore, {}),
}
READING = {
    "take_back": (actions.take_back, {}),
    "claim": (actions.claim, {}),
    "release": (actions.release, {}),
    "hold": (holding.hold, {"reason": "It may tell of harm."}),
    "unhold": (holding.unhold, {}),
    "drop": (actions.drop_draft, {}),
}
OF_TELLERS = ["edit", "submit", "take_back", "withdraw", "update", "drop"]
OF_THE_DESK = [
    "claim", "release", "hold", "unhold", "publish", "schedule", "unschedule", "ask",
    "decline", "withdraw", "restore", "publish_due",
]  # fmt: skip
# The revision that a step is about, where that is not the newest.
ABOUT = {"withdraw": "published", "restore": "withdrawn"}
# Ways that are walked before chance takes over, so that it begins everywhere.
WAYS = {
    "draft": [],
    "submitted": ["submit"],
    "planned": ["submit", "schedule"],
    "up": ["submit", "publish"],
    "update": ["submit", "publish", "update", "edit"],
    "update waits": ["submit", "publish", "update", "edit", "submit"],
    "update planned": ["submit", "publish", "update", "edit", "submit", "schedule"],
    "planned, down": [
        "submit",
        "publish",
        "update",
        "edit",
        "submit",
        "schedule",
        "withdraw",
    ],
    "down": ["submit", "publish", "withdraw"],
    "down, update waits": ["submit", "publish", "update", "edit", "submit", "withdraw"],
}


class AnyOrder(RuleBasedStateMachine):
    """``another`` and ``people`` are set by the test, before it runs."""

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        draft = type(self).another().it
        self.case_study = draft.case_study
        self.story = Story([Version("")])
        self.before, self.words, self.reader = {}, [], Client()
        self.is_looked_at = False
        self.take("edit", "teller")

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @initialize(way=st.sampled_from(sorted(WAYS)))
    def walk(self, way):
        for step in WAYS[way]:
            self.take(step, "teller" if step in OF_TELLERS[:2] else "moderator")

    @rule(step=st.sampled_from(OF_TELLERS), by=st.sampled_from(TELLERS))
    def tellers_act(self, step, by):
        self.take(step, by)

    @rule(
        step=st.sampled_from(OF_THE_DESK),
        by=st.sampled_from(["moderator", "another moderator"]),
    )
    def the_desk_acts(self, step, by):
        self.take(step, by)

    @rule(step=st.sampled_from(sorted({*DECIDING, *READING})))
    def somebody_acts_on_an_old_page(self, step):
        """What they look at is what the page showed at the step before."""
        place = self.story.place(ABOUT.get(step)) or -1
        now = self.revisions()[place]
        seen = self.before.get(now.pk)
        if seen and seen.lock != now.lock:
            by = self.person("another moderator")
            assert self.attempt(self.verb(step, seen, by)) is None, "it was too late"

    def take(self, step, by):
        """Do it if it is open, be refused if not; the events are as was said."""
        place = self.story.place(ABOUT.get(step)) or -1
        about = self.revisions()[place]
        expected = copy.deepcopy(self.story)
        said = [self.new_words()] if step == "edit" else []
        events = getattr(expected, step)(by, *said)
        verb = self.verb(step, about, self.person(by), *said)
        self.remember()

        found = self.attempt(verb)

        assert found == events, f"{step} by {by}: {found}, not {events}"
        if events is not None:
            self.story, self.is_looked_at = expected, False

    def attempt(self, verb):
        """The events that it leaves, or None if it is refused; then it leaves none."""
        before = Event.objects.count()
        try:
            verb()
        except REFUSALS:
            assert Event.objects.count() == before
            return None
        verbs = Event.objects.order_by("pk").values_list("verb", flat=True)
        return Counter(verbs[before:])

    def verb(self, step, it, by, words=""):
        """A function that takes the step on the revision as it was looked at."""
        seen = {"by": by, "seen": it.lock}
        if step in DECIDING:
            verb, given = DECIDING[step]
            return lambda: verb(it, digest=it.digest, **seen, **given)
        if step in READING:
            verb, given = READING[step]
            return lambda: verb(it, **seen, **given)
        if step == "edit":
            lock = it.sources.get(key="summary").lock
            return lambda: editing.save_summary(it, words, confirmed=True, seen=lock)
        if step == "submit":
            return lambda: actions.submit(it, ticks=factories.ticks(it), **seen)
        if step == "update":
            return lambda: actions.start_update(self.case_study, by=by)
        later = timezone.now() + timedelta(days=1)
        return lambda: actions.publish_due(now=later)

    def revisions(self):
        found = self.case_study.revisions.select_related("case_study__inquiry")
        return list(found.order_by("number"))

    def remember(self):
        self.before = {one.pk: one for one in self.revisions()}

    def person(self, name):
        people = type(self).people
        tellers = dict(zip(TELLERS, people.tellers, strict=True))
        names = ["moderator", "another moderator"]
        return (tellers | dict(zip(names, people.moderators, strict=True)))[name]

    def new_words(self):
        """A word that nobody has said before, so that readers can look for it."""
        self.words.append(f"quo{len(self.words):03}".translate(LETTERS))
        return self.words[-1]

    @invariant()
    def all_agree(self):
        """What was refused has left nothing, so only steps that were taken count."""
        if not self.is_looked_at:
            states = [one.state for one in self.revisions()]
            assert states == [one.state for one in self.story.versions]
            self.case_study.refresh_from_db()
            self._readers_see_what_is_up_and_nothing_else(self.story.up)
            self._what_is_up_was_agreed_and_decided_as_it_is()
        self.is_looked_at = True

    def _readers_see_what_is_up_and_nothing_else(self, up):
        others = " or ".join(word for word in self.words if word != up)
        found = find(Selection(words=up or "")).ids
        assert found == ([self.case_study.pk] if up else [])
        assert not (others and find(Selection(words=others)).ids)
        if not self.case_study.slug:
            assert up is None
            return
        page = self.reader.get(self.case_study.get_absolute_url())
        shown = page.content.decode()
        assert page.status_code == (410 if up is None else 200)
        assert [word for word in self.words if word in shown] == ([up] if up else [])

    def _what_is_up_was_agreed_and_decided_as_it_is(self):
        for up in self.case_study.revisions.published():
            agreed = set(up.consents.values_list("key", flat=True))
            kinds = Decision.Kind.PUBLISH, Decision.Kind.SCHEDULE
            decided = up.decisions.filter(kind__in=kinds, by__isnull=False)
            assert agreed == set(factories.ticks(up))
            assert freezing.digest(up) == up.digest
            assert decided.filter(digest=up.digest).exists()


@pytest.mark.both_databases
@pytest.mark.django_db
def test_whatever_the_order_readers_see_what_was_agreed_and_decided(monkeypatch):
    people = starts.People()
    monkeypatch.setattr(AnyOrder, "people", people, raising=False)
    another = staticmethod(twins.many("draft", people))
    monkeypatch.setattr(AnyOrder, "another", another, raising=False)

    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=MOST_STEPS,
            derandomize="EXAMPLES" not in os.environ,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_orders_are_made_of_all_steps_that_there_are():
    """The verbs that the races know are all that there are."""
    names = {"ask_for_changes": "ask", "start_update": "update", "drop_draft": "drop"}
    verbs = " ".join(steps.RACED[room] for room in (actions, holding)).split()

    taken = {"edit", *(names.get(verb, verb) for verb in verbs)}
    assert taken == {*OF_TELLERS, *OF_THE_DESK}
