import pytest
from django.utils import timezone

from casestudies.search import Selection
from casestudies.search.finding import find
from casestudies.stories import actions, composing, editing, freezing
from casestudies.stories.models import Decision, Revision
from casestudies.stories.readiness import NotReadyError
from casestudies.stories.workflow import State, TransitionError
from inquiry.telling import actions as telling
from portal.post.models import Message
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return factories.moderator()


def read(revision):
    """What a deciding form carries."""
    return {"seen": revision.lock, "digest": revision.digest}


def subjects(kind):
    return list(Message.objects.filter(kind=kind).values_list("subject", flat=True))


def test_a_submitted_story_is_frozen_with_its_digest():
    revision = factories.submitted_revision()

    assert revision.state == State.SUBMITTED
    assert revision.digest == freezing.digest(revision)
    assert not revision.case_study.inquiry.is_open
    with pytest.raises(editing.ClosedDraftError):
        editing.save_summary(revision, "Other words", confirmed=True, seen=1)


def test_the_receipt_tells_the_usual_time_like_the_page_of_the_story():
    factories.submitted_revision()

    letter = Message.objects.get(kind="stories_submitted")

    assert letter.subject == "We have your story: Lunch at one table"
    assert "It usually takes about 5 working days." in letter.body


def test_consents_are_kept_with_wording_version_person_and_time():
    draft = factories.draft_revision()
    by = draft.case_study.inquiry.begun_by
    ticks = ["right_to_share", "no_identifying"]

    actions.submit(draft, by=by, seen=draft.lock, ticks=ticks)

    kept = {consent.key: consent for consent in draft.consents.all()}
    assert set(kept) == set(ticks)
    assert kept["right_to_share"].wording.startswith("Each organisation named here")
    assert kept["right_to_share"].wording_version == "partnership-success-story 2"
    assert kept["right_to_share"].given_by == by
    assert kept["right_to_share"].given_at <= timezone.now()


def test_a_story_without_the_required_ticks_stays_a_draft():
    draft = factories.draft_revision()

    with pytest.raises(NotReadyError) as error:
        actions.submit(
            draft, by=draft.case_study.inquiry.begun_by, seen=draft.lock, ticks=[]
        )

    draft.refresh_from_db()
    assert [one.key for one in error.value.problems] == [
        "tick-right_to_share",
        "tick-no_identifying",
    ]
    assert (draft.state, draft.consents.count()) == (State.DRAFT, 0)


def test_method_15_a_story_that_changed_since_it_was_checked_is_not_sent():
    draft = factories.draft_revision()
    seen = draft.lock
    editing.save_summary(draft, "A colleague's words", confirmed=True, seen=1)

    with pytest.raises(TransitionError):
        actions.submit(
            draft,
            by=draft.case_study.inquiry.begun_by,
            seen=seen,
            ticks=factories.ticks(draft),
        )

    assert Revision.objects.get().state == State.DRAFT


def test_a_waiting_story_can_be_taken_back_and_changed():
    revision = factories.submitted_revision()

    actions.take_back(revision, by=revision.submitted_by, seen=revision.lock)

    assert revision.state == State.DRAFT
    assert revision.case_study.inquiry.is_open
    assert subjects("stories_taken_back") == [
        "Your story is a draft again: Lunch at one table"
    ]


def test_a_story_that_is_being_read_cannot_be_taken_back(moderator):
    revision = factories.submitted_revision()
    actions.claim(revision, by=moderator, seen=revision.lock)

    with pytest.raises(TransitionError):
        actions.take_back(revision, by=revision.submitted_by, seen=revision.lock)


def test_taking_back_a_page_from_before_the_claim_is_refused(moderator):
    revision = factories.submitted_revision()
    stale = Revision.objects.get()
    actions.claim(revision, by=moderator, seen=revision.lock)

    with pytest.raises(TransitionError):
        actions.take_back(stale, by=revision.submitted_by, seen=stale.lock)


def test_two_moderators_cannot_claim_the_same_story(moderator):
    revision = factories.submitted_revision()
    stale = Revision.objects.get()
    actions.claim(revision, by=moderator, seen=revision.lock)

    with pytest.raises(TransitionError):
        actions.claim(stale, by=factories.moderator(), seen=stale.lock)

    assert Revision.objects.get().claimed_by == moderator


def test_a_published_story_has_its_address_is_found_and_its_tellers_are_told(moderator):
    revision = factories.submitted_revision()

    actions.publish(revision, by=moderator, **read(revision), identity_checked=True)

    assert revision.case_study.slug == "lunch-at-one-table"
    assert find(Selection(words="lunch")).ids == [revision.case_study_id]
    assert subjects("stories_published") == [
        "Your story is published: Lunch at one table"
    ]


def test_a_decision_on_a_stale_revision_is_refused(moderator):
    revision = factories.submitted_revision()
    stale = Revision.objects.get()
    actions.publish(revision, by=moderator, **read(revision), identity_checked=True)

    with pytest.raises(TransitionError):
        actions.publish(stale, by=moderator, **read(stale), identity_checked=True)

    assert Decision.objects.count() == 1
    assert len(factories.events(revision, verb="published")) == 1


def test_a_decision_that_names_another_digest_is_refused(moderator):
    revision = factories.submitted_revision()

    with pytest.raises(TransitionError):
        actions.publish(
            revision,
            by=moderator,
            seen=revision.lock,
            digest="other",
            identity_checked=True,
        )

    assert not Decision.objects.exists()


def test_changes_asked_for_make_the_next_draft_with_its_notes(moderator):
    revision = factories.submitted_revision()

    actions.ask_for_changes(
        revision,
        by=moderator,
        message="Nearly there.",
        notes={"best_moment": "Who was there?", "tips": "One more, please."},
        **read(revision),
    )

    draft = revision.case_study.revisions.last()
    assert (draft.state, draft.number) == (State.DRAFT, 2)
    assert draft.copied_from == revision
    assert draft.parts.count() == revision.parts.count()
    assert revision.case_study.inquiry.is_open
    assert subjects("stories_changes_requested") == [
        "Please change two answers: Lunch at one table"
    ]
    body = Message.objects.get(kind="stories_changes_requested").body
    assert "Nearly there." in body
    assert "Who was there?" in body


@pytest.mark.parametrize(
    ("notes", "subject"),
    [
        ({}, "Please change your story: Lunch at one table"),
        ({"tips": "More."}, "Please change one answer: Lunch at one table"),
    ],
)
def test_the_letter_says_how_much_is_asked(moderator, notes, subject):
    revision = factories.submitted_revision()

    actions.ask_for_changes(
        revision, by=moderator, message="Please.", notes=notes, **read(revision)
    )

    assert subjects("stories_changes_requested") == [subject]


def test_a_declined_story_can_be_begun_again_from_its_words(moderator):
    revision = factories.submitted_revision()
    actions.decline(
        revision,
        by=moderator,
        reason=Decision.Reason.PROMOTION,
        message="Sorry.",
        **read(revision),
    )

    draft = actions.start_update(revision.case_study, by=revision.submitted_by)

    assert draft.headline == revision.headline
    assert revision.case_study.inquiry.is_open
    assert subjects("stories_declined") == [
        "We will not publish this story: Lunch at one table"
    ]


def test_an_update_keeps_the_page_up_until_it_is_published(moderator):
    study = factories.published_study()
    first = study.revisions.get()
    by = first.submitted_by
    draft = actions.start_update(study, by=by)
    composing_place = draft.sources.get(key="summary")
    editing.save_summary(
        draft, "Newer words.", confirmed=True, seen=composing_place.lock
    )
    actions.submit(draft, by=by, seen=draft.lock, ticks=factories.ticks(draft))

    before = study.revisions.published().get()
    actions.publish(draft, by=moderator, **read(draft), identity_checked=True)
    after = study.revisions.published().get()

    assert (before, after) == (first, draft)
    first.refresh_from_db()
    assert first.state == State.SUPERSEDED
    assert study.slug == "lunch-at-one-table"
    assert find(Selection(words="newer")).ids == [study.pk]


def test_beginning_an_update_twice_opens_one_draft():
    study = factories.published_study()
    by = study.inquiry.begun_by

    first = actions.start_update(study, by=by)
    second = actions.start_update(study, by=by)

    assert first == second


def test_a_withdrawn_story_leaves_the_search_and_can_be_put_back(moderator):
    study = factories.published_study()
    revision = study.revisions.get()

    actions.withdraw(revision, by=moderator, message="A worry.", **read(revision))
    hidden = find(Selection()).ids
    actions.restore(revision, by=moderator, **read(revision))

    assert hidden == []
    assert find(Selection()).ids == [study.pk]
    assert subjects("stories_withdrawn") == [
        "Your story has been taken down: Lunch at one table"
    ]
    assert subjects("stories_restored") == [
        "Your story is back on the site: Lunch at one table"
    ]


def test_who_took_a_story_down_reads_that_they_did():
    study = factories.published_study()
    revision = study.revisions.get()
    teller = study.inquiry.begun_by
    other = factories.UserFactory()
    named = telling.name_co_author(study.inquiry, by=teller, email=other.email)
    telling.accept(named, by=other)

    actions.withdraw(revision, by=teller, **read(revision))

    letters = Message.objects.filter(kind="stories_withdrawn")
    said = {one.to: one.body for one in letters}
    assert "You took down “Lunch at one table”." in said[teller.email]
    assert f"{teller} took down “Lunch at one table”." in said[other.email]


def test_an_old_version_is_not_put_back_over_a_newer_one(moderator):
    study = factories.published_study()
    old = study.revisions.get()
    actions.withdraw(old, by=moderator, **read(old))
    draft = actions.start_update(study, by=old.submitted_by)
    actions.submit(
        draft, by=old.submitted_by, seen=draft.lock, ticks=factories.ticks(draft)
    )
    actions.publish(draft, by=moderator, **read(draft), identity_checked=True)

    with pytest.raises(TransitionError):
        actions.restore(old, by=moderator, **read(old))


def test_letters_go_to_every_teller_and_no_header_is_broken(moderator):
    draft = factories.draft_revision(answers={"title": "Lunch\u2028Bcc: all\r\nhere"})
    inquiry = draft.case_study.inquiry
    named = telling.name_co_author(
        inquiry, by=inquiry.begun_by, email="other@example.org"
    )
    telling.accept(named, by=factories.UserFactory(email="other@example.org"))

    actions.submit(
        draft,
        by=inquiry.begun_by,
        seen=draft.lock,
        ticks=factories.ticks(draft),
    )

    sent = Message.objects.filter(kind="stories_submitted")
    assert {message.to for message in sent} == {
        inquiry.begun_by.email,
        "other@example.org",
    }
    assert {message.subject for message in sent} == {
        "We have your story: Lunch Bcc: all here"
    }


def test_what_goes_wrong_half_way_leaves_nothing_behind(moderator):
    revision = factories.submitted_revision()
    actions.claim(revision, by=moderator, seen=revision.lock)
    letters = Message.objects.count()

    with pytest.raises(TransitionError):
        actions.decline(
            revision,
            by=moderator,
            seen=revision.lock - 1,
            digest=revision.digest,
            reason=Decision.Reason.OTHER,
            message="No.",
        )

    assert not Decision.objects.exists()
    assert Message.objects.count() == letters


def test_method_3_a_story_stays_on_the_wording_it_was_asked_with():
    revision = factories.submitted_revision()

    asked = revision.case_study.inquiry.version
    draft = composing.places.told(asked)

    assert asked == factories.version()
    assert [part.key for part in revision.parts.all()] == [
        question.key for question in draft if question.place in composing.places.PARTS
    ]
