"""Whoever comes second reads on the page who was quicker, with what, and when."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casestudies.stories import actions, holding
from casestudies.stories.models import Revision
from inquiry.telling import actions as telling
from tests import factories

pytestmark = pytest.mark.django_db
NAME = "Priya Lindqvist"
TOMORROW = f"{timezone.now() + timedelta(days=1):%Y-%m-%d}"
FIRST = {
    "claim": (actions.claim, {}),
    "publish": (actions.publish, {"identity_checked": True}),
    "schedule": (
        actions.schedule,
        {"identity_checked": True, "when": timezone.now() + timedelta(days=3)},
    ),
    "ask": (actions.ask_for_changes, {"message": "More, please.", "notes": {}}),
    "decline": (actions.decline, {"reason": "other", "message": "Not now."}),
    "hold": (holding.hold, {"reason": "It may tell of harm."}),
}
DECIDED = {"publish", "schedule", "ask", "decline"}
THEN = {
    "claim": {},
    "publish": {"identity_checked": "on"},
    "schedule": {"identity_checked": "on", "day": TOMORROW, "time": "09:00"},
    "ask": {"message": "Say more of the first day."},
    "decline": {"reason": "other", "message": "Say more of the first day."},
    "hold": {"message": "Say more of the first day."},
}


def is_told(response, name=NAME):
    """In words that a person reads, with a time of day."""
    found = re.search(rf"{name} [a-z][^.<]* at \d\d:\d\d", response.content.decode())
    return bool(found)


@pytest.mark.parametrize("second", THEN)
@pytest.mark.parametrize("first", FIRST)
def test_the_second_moderator_is_told_who_was_quicker(first, second):
    revision = factories.submitted_revision()
    seen = Revision.objects.get()
    verb, given = FIRST[first]
    digest = {"digest": revision.digest} if first in DECIDED else {}
    quicker = factories.moderator(name=NAME)
    verb(revision, by=quicker, seen=revision.lock, **digest, **given)
    desk = Client()
    desk.force_login(factories.moderator())

    posted = {"lock": seen.lock, "digest": seen.digest, **THEN[second]}
    path = reverse(f"moderation:{second}", args=[seen.key])
    response = desk.post(path, posted)

    assert response.status_code == (403 if first == "hold" else 409)
    assert is_told(response)
    assert THEN[second].get("message", "") in response.content.decode()
    assert Revision.objects.get(pk=seen.pk).lock == seen.lock + 1


@pytest.fixture
def two_tellers():
    revision = factories.submitted_revision()
    inquiry = revision.case_study.inquiry
    other = factories.UserFactory(name=NAME)
    named = telling.name_co_author(inquiry, by=inquiry.begun_by, email=other.email)
    telling.accept(named, by=other)
    client = Client()
    client.force_login(inquiry.begun_by)
    return revision, other, client


def told(client, verb, revision, **data):
    path = reverse(f"stories:{verb}", args=[revision.case_study.inquiry.key])
    return client.post(path, data, follow=True)


def test_a_teller_is_told_that_the_other_has_taken_it_back(two_tellers):
    revision, other, client = two_tellers
    seen = revision.lock
    actions.take_back(revision, by=other, seen=seen)

    assert is_told(told(client, "take-back", revision, seen=seen))


@pytest.mark.parametrize("verb", ["claim", "hold"])
def test_a_teller_is_told_of_a_reader_and_never_of_a_hold(two_tellers, verb):
    revision, _other, client = two_tellers
    seen = revision.lock
    step, given = FIRST[verb]
    step(revision, by=factories.moderator(name="A. Moderator"), seen=seen, **given)

    response = told(client, "take-back", revision, seen=seen)

    assert is_told(response, "A moderator began to read")
    assert "A. Moderator" not in response.content.decode()


def test_a_teller_is_told_that_the_other_has_sent_it(two_tellers):
    revision, other, client = two_tellers
    actions.take_back(revision, by=other, seen=revision.lock)
    seen = revision.lock
    actions.submit(revision, by=other, seen=seen, ticks=factories.ticks(revision))

    assert is_told(told(client, "check", revision, seen=seen))
    assert is_told(told(client, "compose", revision))


def test_a_teller_is_told_that_the_other_has_taken_it_down(two_tellers):
    revision, other, client = two_tellers
    digest = {"digest": revision.digest}
    by = factories.moderator()
    actions.publish(
        revision, by=by, seen=revision.lock, identity_checked=True, **digest
    )
    seen = revision.lock
    actions.withdraw(revision, by=other, seen=seen, **digest)

    assert is_told(told(client, "take-down", revision, seen=seen, **digest))


def test_a_teller_is_told_that_the_other_has_dropped_the_draft(two_tellers):
    revision, other, client = two_tellers
    by = factories.moderator()
    digest = {"digest": revision.digest}
    actions.publish(
        revision, by=by, seen=revision.lock, identity_checked=True, **digest
    )
    draft = actions.start_update(revision.case_study, by=other)
    key, seen = draft.key, draft.lock
    actions.drop_draft(draft, by=other, seen=seen)
    again = actions.start_update(revision.case_study, by=other)

    response = told(client, "drop", revision, seen=seen, draft=key)

    assert is_told(response)
    assert Revision.objects.filter(pk=again.pk).exists()
