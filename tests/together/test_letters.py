"""Two stories of the same people at once: neither's letters wait for the other's."""

import pytest

from casestudies.stories import actions
from inquiry.telling import actions as telling
from portal.post.models import Message
from tests import factories
from tests.together.meeting import at_once

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]
ROUNDS = 8


def told_by(one, other):
    revision = factories.submitted_revision(by=one)
    inquiry = revision.case_study.inquiry
    telling.accept(telling.name_co_author(inquiry, by=one, email=other.email), by=other)
    return revision


def decline(revision, by):
    kindly = {"reason": "other", "message": "Thank you."}
    return lambda: actions.decline(
        revision, by=by, seen=revision.lock, digest=revision.digest, **kindly
    )


def test_stories_of_the_same_two_people_are_decided_at_once():
    one, other = factories.UserFactory(), factories.UserFactory()
    moderators = [factories.moderator(), factories.moderator()]

    for _round in range(ROUNDS):
        at_once(
            decline(told_by(one, other), moderators[0]),
            decline(told_by(other, one), moderators[1]),
        )

    letters = Message.objects.filter(kind="stories_declined")
    assert letters.count() == 4 * ROUNDS
