import pytest

from casestudies.stories import editing
from casestudies.stories.models import Revision
from tests import factories

pytestmark = pytest.mark.django_db


def question(revision, key):
    return revision.case_study.inquiry.version.questions.get(key=key)


@pytest.mark.parametrize("words", ["", "word " * 500])
def test_empty_and_long_words_are_saved(draft, words):
    editing.save(draft, question(draft, "value"), words, seen=1)

    assert draft.parts.get(key="value").text == words


def test_a_headline_of_any_length_is_kept(draft):
    editing.save(draft, question(draft, "title"), "long " * 200, seen=1)

    assert Revision.objects.get().headline == " ".join(["long"] * 200)


def test_of_two_edits_of_one_place_the_second_is_refused(draft):
    asked = question(draft, "value")
    editing.save(draft, asked, "First.", seen=1)

    with pytest.raises(editing.StaleEditError):
        editing.save(draft, asked, "Second.", seen=1)

    assert draft.parts.get(key="value").text == "First."


def test_edits_of_two_places_do_not_stand_in_each_others_way(draft):
    editing.save(draft, question(draft, "value"), "First.", seen=1)
    editing.save(draft, question(draft, "difference"), "Second.", seen=1)

    assert draft.parts.get(key="difference").text == "Second."


def test_the_same_words_once_more_are_no_conflict(draft):
    asked = question(draft, "value")
    editing.save(draft, asked, "First.", seen=1)

    editing.save(draft, asked, "First.", seen=1)

    assert draft.sources.get(key="value").lock == 2


def test_what_was_sent_does_not_change():
    revision = factories.submitted_revision()

    with pytest.raises(editing.ClosedDraftError):
        editing.save(revision, question(revision, "value"), "Late.", seen=1)


def test_an_edit_moves_the_inquiry_to_the_top(draft):
    before = draft.case_study.inquiry.changed_at

    editing.save(draft, question(draft, "value"), "New.", seen=1)

    draft.case_study.inquiry.refresh_from_db()
    assert draft.case_study.inquiry.changed_at > before
