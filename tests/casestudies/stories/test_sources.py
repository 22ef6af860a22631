import pytest

from casestudies.stories import actions, composing
from casestudies.stories.models import CaseStudy
from inquiry.protocols import choices
from inquiry.telling import actions as telling
from inquiry.telling import notes
from inquiry.telling.discarding import CannotDiscardError
from inquiry.telling.models import Inquiry
from tests import factories

pytestmark = pytest.mark.django_db


def take_down(study):
    revision = study.revisions.get()
    actions.withdraw(
        revision,
        by=revision.submitted_by,
        seen=revision.lock,
        digest=revision.digest,
    )


def ask(revision, **notes_by_key):
    actions.ask_for_changes(
        revision,
        by=factories.moderator(),
        message="Please.",
        notes=notes_by_key,
        seen=revision.lock,
        digest=revision.digest,
    )


def test_the_stories_that_are_up_can_be_chosen():
    study = factories.published_study()
    take_down(factories.published_study())
    factories.submitted_revision()

    offered = choices.offered("published_cases")

    assert [(one.slug, one.name) for one in offered] == [
        (study.slug, "Lunch at one table")
    ]


@pytest.mark.both_databases
def test_the_stories_to_choose_from_stand_in_order_whatever_their_capitals():
    names = ["The Thursday table", "the bench", "Apples", "The Boring Bits Club"]
    for name in names:
        factories.published_study(answers={"title": name})
    in_order = ["Apples", "the bench", "The Boring Bits Club", "The Thursday table"]

    assert [one.name for one in choices.offered("published_cases")] == in_order
    found = choices.found("published_cases", "the", 9)
    assert [one.name for one in found] == in_order[1:]


def test_method_16_what_a_moderator_asks_stands_at_its_question():
    revision = factories.submitted_revision()

    ask(revision, tips="One more, please.")

    inquiry = revision.case_study.inquiry
    assert notes.on(inquiry) == {"tips": "One more, please."}


def test_what_was_asked_is_gone_once_the_story_is_sent_again():
    revision = factories.submitted_revision()
    ask(revision, tips="One more, please.")
    draft = revision.case_study.revisions.last()

    actions.submit(
        draft, by=revision.submitted_by, seen=draft.lock, ticks=factories.ticks(draft)
    )

    assert notes.on(revision.case_study.inquiry) == {}


def test_a_draft_never_sent_is_discarded_with_its_telling():
    draft = factories.draft_revision()
    inquiry = draft.case_study.inquiry

    telling.discard(inquiry, by=inquiry.begun_by)

    assert not CaseStudy.objects.exists()
    assert not Inquiry.objects.exists()


def test_a_story_that_was_sent_once_is_not_discarded():
    revision = factories.submitted_revision()
    actions.take_back(revision, by=revision.submitted_by, seen=revision.lock)
    inquiry = revision.case_study.inquiry

    with pytest.raises(CannotDiscardError):
        telling.discard(inquiry, by=inquiry.begun_by)

    assert composing.changed_since(revision) == {}
    assert CaseStudy.objects.exists()
