import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from casestudies.stories import actions
from casestudies.stories.models import CaseStudy, Revision
from casestudies.stories.workflow import State
from inquiry.telling import actions as telling
from portal.organisations.models import Membership
from tests import factories

pytestmark = pytest.mark.django_db

TELLERS = ["edit", "submit", "take_back", "take_down", "update"]


@pytest.fixture
def revision():
    return factories.submitted_revision()


@pytest.fixture
def teller(revision):
    return revision.case_study.inquiry.begun_by


@pytest.mark.parametrize("verb", TELLERS)
def test_tellers_may_do_what_is_theirs_and_nobody_else(verb, revision, teller):
    colleague = factories.MembershipFactory(
        organisation=revision.case_study.inquiry.organisation
    ).user

    assert teller.has_perm(f"stories.{verb}", revision)
    assert not colleague.has_perm(f"stories.{verb}", revision)
    assert not factories.moderator().has_perm(f"stories.{verb}", revision)
    assert not AnonymousUser().has_perm(f"stories.{verb}", revision)


def test_a_co_author_counts_from_the_moment_of_accepting(revision, teller):
    inquiry = revision.case_study.inquiry
    named = telling.name_co_author(inquiry, by=teller, email="a@example.org")
    person = factories.UserFactory(email="a@example.org")

    before = person.has_perm("stories.edit", revision)
    telling.accept(named, by=person)

    assert not before
    assert person.has_perm("stories.edit", revision)


def test_nobody_sends_a_story_before_the_address_is_verified():
    person = factories.UserFactory(verified=False)
    draft = factories.draft_revision(by=person)

    assert person.has_perm("stories.edit", draft)
    assert not person.has_perm("stories.submit", draft)


@pytest.mark.parametrize("role", [factories.moderator, factories.lead_moderator])
def test_moderators_may_decide(role, revision):
    person = role()

    assert person.has_perm("stories.moderate")
    assert person.has_perm("stories.decide", revision)
    assert person.has_perm("stories.publish", revision)


def test_partners_and_administrators_may_not_decide(revision):
    for person in (factories.UserFactory(), factories.administrator()):
        assert not person.has_perm("stories.moderate")
        assert not person.has_perm("stories.decide", revision)


def test_nobody_decides_on_a_story_of_their_own():
    person = factories.moderator()
    revision = factories.submitted_revision(by=person)

    assert not person.has_perm("stories.decide", revision)


@pytest.mark.parametrize("state", [Membership.State.APPROVED, Membership.State.PENDING])
def test_nobody_decides_on_a_story_of_their_own_organisation(state, revision):
    person = factories.moderator()
    factories.MembershipFactory(
        user=person,
        organisation=revision.case_study.inquiry.organisation,
        state=state,
    )

    assert not person.has_perm("stories.decide", revision)


def test_nobody_decides_on_a_story_that_names_their_organisation():
    person = factories.moderator()
    hospital = factories.OrganisationFactory(name="anytown hospital")
    factories.MembershipFactory(user=person, organisation=hospital)

    revision = factories.submitted_revision()

    assert revision.partners.get(name="Anytown Hospital").organisation == hospital
    assert not person.has_perm("stories.decide", revision)


def test_nobody_decides_on_a_story_that_named_their_organisation_before_it_joined():
    revision = factories.submitted_revision()
    person = factories.moderator()
    hospital = factories.OrganisationFactory(name="ANYTOWN Hospital")

    factories.MembershipFactory(user=person, organisation=hospital)

    assert not person.has_perm("stories.decide", revision)


def test_a_declined_membership_does_not_bar_a_moderator(revision):
    person = factories.moderator()
    factories.MembershipFactory(
        user=person,
        organisation=revision.case_study.inquiry.organisation,
        state=Membership.State.DECLINED,
    )

    assert person.has_perm("stories.decide", revision)


def test_only_what_a_moderator_took_down_may_be_put_back():
    person = factories.moderator()
    own, other = [factories.published_study().revisions.get() for _one in range(2)]
    actions.withdraw(own, by=own.submitted_by, seen=own.lock, digest=own.digest)
    actions.withdraw(other, by=person, seen=other.lock, digest=other.digest)

    assert not person.has_perm("stories.restore", own)
    assert person.has_perm("stories.restore", other)


def test_an_older_version_is_not_put_back_after_a_teller_took_the_story_down():
    person = factories.moderator()
    study = factories.published_study()
    old = study.revisions.get()
    teller = old.submitted_by
    actions.withdraw(old, by=person, seen=old.lock, digest=old.digest)
    new = actions.start_update(study, by=teller)
    actions.submit(new, by=teller, seen=new.lock, ticks=factories.ticks(new))
    actions.publish(
        new, by=person, seen=new.lock, digest=new.digest, identity_checked=True
    )
    actions.withdraw(new, by=teller, seen=new.lock, digest=new.digest)

    assert not person.has_perm("stories.restore", old)
    assert not person.has_perm("stories.restore", new)


def told_for_a_while(person, *, then):
    """A story that a co-author helped to tell, before they were removed."""
    draft = factories.draft_revision()
    inquiry, teller = draft.case_study.inquiry, draft.case_study.inquiry.begun_by
    named = telling.name_co_author(inquiry, by=teller, email=person.email)
    telling.accept(named, by=person)
    then(draft)
    telling.remove_co_author(named, by=teller)
    if draft.state == State.DRAFT:
        ticks = factories.ticks(draft)
        actions.submit(draft, by=teller, seen=draft.lock, ticks=ticks)
    return Revision.objects.get(pk=draft.pk)


def test_nobody_decides_on_a_story_that_they_sent_before_they_were_removed():
    person = factories.moderator()

    def send(draft):
        ticks = factories.ticks(draft)
        actions.submit(draft, by=person, seen=draft.lock, ticks=ticks)

    revision = told_for_a_while(person, then=send)

    assert person not in revision.case_study.inquiry.tellers()
    assert not person.has_perm("stories.decide", revision)
    assert not person.has_perm("stories.publish", revision)


def test_nobody_decides_on_a_story_that_they_answered_before_they_were_removed():
    person = factories.moderator()

    def answer(draft):
        inquiry = draft.case_study.inquiry
        one = inquiry.answers.first()
        telling.save_answer(
            inquiry, one.question, "Other words.", by=person, seen=one.number
        )

    revision = told_for_a_while(person, then=answer)

    assert not person.has_perm("stories.decide", revision)


def test_nobody_decides_on_a_story_whose_words_they_changed_before_they_were_removed(
    signed_in,
):
    person = factories.moderator()

    def change_a_part(draft):
        part = reverse("stories:part", args=[draft.case_study.inquiry.key, "value"])
        seen = draft.sources.get(key="value").lock
        signed_in(person).post(part, {"answer": "Other words.", "seen": seen})
        draft.refresh_from_db()

    revision = told_for_a_while(person, then=change_a_part)

    assert revision.parts.get(key="value").text == "Other words."
    assert not person.has_perm("stories.decide", revision)


@pytest.mark.both_databases
def test_a_story_is_found_once_by_each_who_told_it(revision, teller):
    other = factories.submitted_revision().case_study

    told = CaseStudy.objects.once_told_by(teller)

    assert list(told) == [revision.case_study]
    assert list(CaseStudy.objects.once_told_by(other.inquiry.begun_by)) == [other]


def test_who_was_asked_to_tell_it_and_never_did_may_decide():
    person = factories.moderator()

    revision = told_for_a_while(person, then=lambda draft: None)

    assert person.has_perm("stories.decide", revision)
