"""Two people at once, each with a connection of their own: one wins, politely."""

import uuid

import pytest

from casestudies.stories import actions
from casestudies.stories.models import Revision
from casestudies.stories.workflow import State
from inquiry.telling import actions as telling
from inquiry.telling.models import Answer, AnswerVersion, Inquiry
from portal.organisations import actions as organisations
from portal.organisations.models import Organisation
from portal.post.models import Message
from portal.record.models import Event
from tests import factories
from tests.together.meeting import at_once, refused

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]


def test_of_two_moderators_who_publish_at_once_one_wins():
    revision = factories.submitted_revision()
    moderators = [factories.moderator(), factories.moderator()]
    sent_before = Message.objects.count()

    def publish_as(moderator):
        seen = Revision.objects.get(pk=revision.pk)
        return lambda: actions.publish(
            seen,
            by=moderator,
            seen=seen.lock,
            digest=seen.digest,
            identity_checked=True,
        )

    outcomes = at_once(*map(publish_as, moderators))

    assert len(refused(outcomes)) == 1
    assert Event.objects.about(revision).filter(after=State.PUBLISHED).count() == 1
    assert revision.decisions.count() == 1
    assert Message.objects.count() == sent_before + 1


def test_publishing_and_declining_at_once_leave_one_decision():
    revision = factories.submitted_revision()
    first, second = (Revision.objects.get(pk=revision.pk) for _ in range(2))
    publisher, decliner = factories.moderator(), factories.moderator()

    outcomes = at_once(
        lambda: actions.publish(
            first,
            by=publisher,
            seen=first.lock,
            digest=first.digest,
            identity_checked=True,
        ),
        lambda: actions.decline(
            second,
            by=decliner,
            seen=second.lock,
            digest=second.digest,
            reason="other",
            message="Not now.",
        ),
    )

    revision.refresh_from_db()
    assert len(refused(outcomes)) == 1
    assert revision.decisions.count() == 1
    assert (revision.state == State.PUBLISHED) == (outcomes[0] is None)


def test_a_story_is_taken_back_or_claimed_but_never_both():
    revision = factories.submitted_revision()
    mine, theirs = (Revision.objects.get(pk=revision.pk) for _ in range(2))
    teller = revision.case_study.inquiry.begun_by
    moderator = factories.moderator()

    outcomes = at_once(
        lambda: actions.take_back(mine, by=teller, seen=mine.lock),
        lambda: actions.claim(theirs, by=moderator, seen=theirs.lock),
    )

    revision.refresh_from_db()
    assert len(refused(outcomes)) == 1
    assert (revision.state == State.DRAFT) != (revision.claimed_by == moderator)


def test_two_updates_begun_at_once_are_one_draft():
    study = factories.published_study()
    teller = study.inquiry.begun_by

    outcomes = at_once(
        *[lambda: actions.start_update(study, by=teller) for _ in range(2)]
    )

    assert outcomes[0] == outcomes[1]
    assert study.revisions.open().count() == 1


def test_an_inquiry_posted_twice_at_once_is_begun_once():
    person = factories.UserFactory()
    organisation = factories.MembershipFactory(user=person).organisation
    token = uuid.uuid4()

    outcomes = at_once(
        *[
            lambda: telling.begin(
                factories.version(), by=person, organisation=organisation, token=token
            )
            for _ in range(2)
        ]
    )

    assert outcomes[0] == outcomes[1]
    assert Inquiry.objects.count() == 1


def test_two_co_authors_who_save_at_once_never_overwrite_each_other():
    inquiry = factories.inquiry()
    question = inquiry.version.questions.get(key="best_moment")
    telling.save_answer(
        inquiry, question, "The first words", by=inquiry.begun_by, seen=0
    )

    outcomes = at_once(
        *[
            lambda text=text: telling.save_answer(
                inquiry, question, text, by=inquiry.begun_by, seen=1
            )
            for text in ("Mine", "Yours")
        ]
    )

    answer = Answer.objects.get(inquiry=inquiry, question=question)
    (refusal,) = refused(outcomes)
    assert refusal.current.value == answer.value
    assert list(
        AnswerVersion.objects.filter(answer=answer).values_list("value", flat=True)
    ) == ["The first words", answer.value]


def test_the_first_save_of_an_answer_is_decided_too():
    inquiry = factories.inquiry()
    question = inquiry.version.questions.get(key="best_moment")

    outcomes = at_once(
        *[
            lambda text=text: telling.save_answer(
                inquiry, question, text, by=inquiry.begun_by, seen=0
            )
            for text in ("Mine", "Yours")
        ]
    )

    assert len(refused(outcomes)) == 1
    assert Answer.objects.filter(inquiry=inquiry).count() == 1


def test_two_owners_who_change_an_organisation_at_once_overwrite_nothing():
    organisation = factories.OrganisationFactory()
    seen = organisations.versions(organisation)

    def change_to(size):
        mine = Organisation.objects.get(pk=organisation.pk)
        mine.size = size
        return lambda: organisations.change(mine, by=None, seen=seen)

    outcomes = at_once(change_to("micro"), change_to("small"))

    assert len(refused(outcomes)) == 1
    assert organisations.versions(organisation) == seen + 1


def test_an_organisation_added_twice_at_once_is_there_once():
    like = factories.OrganisationFactory()
    people = [factories.UserFactory(), factories.UserFactory()]

    def add_as(person):
        new = Organisation(
            name="Friends of Newtown",
            partner_type=like.partner_type,
            nation=like.nation,
        )
        return lambda: organisations.add(new, by=person)

    outcomes = at_once(*map(add_as, people))

    assert len(refused(outcomes)) == 1
    assert Organisation.objects.filter(name="Friends of Newtown").count() == 1
