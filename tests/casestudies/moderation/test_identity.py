"""Tests of the check that a moderator makes of who can be guessed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from casestudies.stories import actions
from casestudies.stories.models import Decision, Revision
from tests import factories
from tests.casestudies.moderation.test_review import post

pytestmark = pytest.mark.django_db

TICK = "Tick this when you have checked that nobody can be guessed."
TOMORROW = timedelta(days=1)


@pytest.fixture
def moderator():
    return factories.moderator()


@pytest.mark.parametrize(
    ("verb", "more"),
    [("publish", {}), ("schedule", {"time": "09:00"})],
)
def test_method_40_no_story_goes_up_before_its_identity_check(
    verb, more, moderator, signed_in
):
    revision = factories.submitted_revision()
    if more:
        more["day"] = f"{timezone.localdate() + TOMORROW:%d/%m/%Y}"
    desk = signed_in(moderator)

    refused = post(desk, revision, verb, message="Lovely.", **more)
    state_then = Revision.objects.get().state
    post(desk, revision, verb, identity_checked="on", **more)

    page = refused.content.decode()
    assert page.count(TICK) == 2
    assert "Lovely." in page
    assert state_then == "submitted"
    decision = Decision.objects.get()
    assert (decision.identity_checked, decision.by) == (True, moderator)


@pytest.mark.both_databases
def test_method_40_the_database_refuses_a_decision_without_the_check(moderator):
    revision = factories.submitted_revision()
    read = {"seen": revision.lock, "digest": revision.digest, "by": moderator}

    with pytest.raises(IntegrityError):
        actions.publish(revision, **read, identity_checked=False)


@pytest.mark.both_databases
def test_method_40_the_portal_carries_out_what_was_checked(moderator):
    revision = factories.submitted_revision()
    now = timezone.now()
    actions.schedule(
        revision,
        by=moderator,
        seen=revision.lock,
        digest=revision.digest,
        when=now + TOMORROW,
        identity_checked=True,
    )

    published = actions.publish_due(now=now + 2 * TOMORROW)

    assert published == 1
    decisions = Decision.objects.order_by("pk")
    assert [one.identity_checked for one in decisions] == [True, False]
    assert Revision.objects.get().state == "published"


def test_declining_needs_no_check(moderator):
    revision = factories.submitted_revision()

    actions.decline(
        revision,
        by=moderator,
        seen=revision.lock,
        digest=revision.digest,
        reason="identifies",
        message="A neighbour could guess.",
    )

    assert Decision.objects.get().identity_checked is False
