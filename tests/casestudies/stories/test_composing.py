import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casestudies.stories import actions, composing, editing, places, readiness
from casestudies.stories.models import Revision
from casestudies.stories.workflow import TransitionError
from inquiry.protocols.models import Place, ProtocolVersion
from inquiry.telling import actions as telling
from tests import factories

pytestmark = pytest.mark.django_db

PROTOCOLS = [
    "a-moment-of-light",
    "partnership-success-story",
    "hospital-shoe-pinches",
    "primary-care-community-link",
    "adapting-an-idea",
]


def question(revision, key):
    return revision.case_study.inquiry.version.questions.get(key=key)


def answer(revision, key, value):
    """Change an answer after the telling was composed."""
    inquiry = revision.case_study.inquiry
    asked = question(revision, key)
    seen = inquiry.answers.get(question=asked).number
    telling.save_answer(inquiry, asked, value, by=inquiry.begun_by, seen=seen)


def composed(**more):
    inquiry = factories.answered_inquiry(**more)
    return composing.compose(inquiry, by=inquiry.begun_by)


def again(revision):
    inquiry = revision.case_study.inquiry
    return composing.compose(inquiry, by=inquiry.begun_by)


def text(revision, key):
    return revision.parts.get(key=key).text


def test_every_place_has_a_reader_and_a_writer():
    in_the_telling = set(Place) - places.APART

    assert set(places.READERS) == in_the_telling
    assert set(places.WRITERS) | places.PARTS == in_the_telling


def test_passages_are_written_and_read_all_at_once():
    with CaptureQueriesContext(connection) as composing_it:
        revision = composed(protocol="partnership-success-story")
    with CaptureQueriesContext(connection) as looking:
        problems = readiness.problems(Revision.objects.get(pk=revision.pk))

    assert revision.parts.count() > 4
    assert statements(composing_it, "INSERT", "stories_part") == 1
    assert problems
    assert statements(looking, "SELECT", "stories_part") == 1


def statements(captured, verb, table):
    texts = [one["sql"] for one in captured.captured_queries]
    return sum(text.startswith(verb) and f'"{table}" ' in text for text in texts)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_what_is_written_at_a_place_is_read_back(protocol):
    revision = composed(protocol=protocol)
    revision = Revision.objects.with_content().get(pk=revision.pk)

    for asked in places.told(revision.case_study.inquiry.version):
        expected = factories.answer_for(asked)
        found = places.read(revision, asked)
        assert sorted(map(str, found)) == sorted(map(str, expected)), asked.key


def test_method_13_the_page_runs_in_stage_order_under_plain_headings():
    revision = composed(protocol="hospital-shoe-pinches")

    assert [part.heading for part in revision.parts.all()] == [
        "The day it went really well",
        "Where the shoe pinched",
        "Who did what",
        "From one hand to the next",
        "What made it possible",
        "What changed",
        "Even better if",
    ]
    assert revision.opening.heading == "The day it went really well"
    assert revision.chapters()[0][0] == "Set the scene"


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_heading_is_never_the_question(protocol):
    revision = composed(protocol=protocol)

    version = revision.case_study.inquiry.version
    prompts = set(version.questions.values_list("prompt", flat=True))
    headings = {part.heading for part in revision.parts.all()}
    assert "" not in headings
    assert not headings & {one for one in prompts if one != "What made it possible?"}


def test_method_13_what_is_not_published_never_gets_into_the_telling():
    secret = "Only for the first team"
    revision = composed(protocol="adapting-an-idea", answers={"thanks": secret})

    kept = Revision.objects.with_content().get(pk=revision.pk)
    words = [part.text for part in kept.parts.all()] + [kept.headline, kept.summary]
    assert "thanks" not in {source.key for source in kept.sources.all()}
    assert secret not in " ".join(words)


def test_the_summary_is_the_opening_sentences_and_waits_to_be_confirmed():
    lead = f"{'One ' * 19}end. {'Two ' * 19}end. Three is too many."
    revision = composed(answers={"best_moment": lead})

    assert len(revision.summary.split()) == 40
    assert revision.summary.endswith("Two end.")
    assert not revision.summary_confirmed


@pytest.mark.parametrize(
    ("words", "opening"),
    [
        ("", ""),
        ("He said “Yes.” Then he left.", "He said “Yes.” Then he left."),
        ("It grew by 3.5 per cent. Good.", "It grew by 3.5 per cent. Good."),
        ("word " * 50, "word " * 39 + "word…"),
        ("**Bold** start.\n\n- one", "Bold start. one"),
    ],
)
def test_the_opening_is_cut_at_a_sentence_where_it_can_be(words, opening):
    assert composing.opening(words) == opening


def test_partners_are_tied_to_organisations_by_name():
    known = factories.OrganisationFactory(name="ANYTOWN hospital")

    revision = composed()

    assert [one.organisation for one in revision.partners.all()] == [None, known]


def test_the_place_comes_from_the_organisation():
    organisation = factories.OrganisationFactory()
    revision = composed(organisation=organisation)

    assert revision.nation == organisation.nation


def test_each_place_records_which_answer_it_came_from():
    revision = composed()

    source = revision.sources.get(key="best_moment")
    assert source.answer_version.number == 1
    assert source.answer_version.value == text(revision, "best_moment")


@pytest.mark.parametrize(
    "value",
    [None, "", "text", 7, [], {}, [None], [{}], {"month": "13"}, {"value": 3}, [[1]]],
)
@pytest.mark.parametrize("protocol", ["hospital-shoe-pinches", "adapting-an-idea"])
def test_broken_and_unfinished_answers_still_compose(protocol, value):
    inquiry = factories.inquiry(protocol=protocol)
    for asked in inquiry.version.questions.all():
        telling.save_answer(inquiry, asked, value, by=inquiry.begun_by, seen=0)

    revision = composing.compose(inquiry, by=inquiry.begun_by)

    assert revision.parts.exists()


def test_an_unedited_place_takes_the_new_answer():
    revision = composed()
    answer(revision, "value", "What we know now.")

    again(revision)

    assert text(revision, "value") == "What we know now."
    assert composing.changed_since(revision) == {}


def test_an_edited_place_is_never_overwritten_but_marked():
    revision = composed()
    lock = revision.sources.get(key="value").lock
    editing.save(revision, question(revision, "value"), "Our edit.", seen=lock)
    answer(revision, "value", "A new answer.")

    again(revision)

    assert text(revision, "value") == "Our edit."
    assert composing.changed_since(revision) == {
        "value": ("Our edit.", "A new answer.")
    }


def test_a_place_that_was_edited_is_not_marked_before_its_answer_changes():
    revision = composed()
    lock = revision.sources.get(key="value").lock
    editing.save(revision, question(revision, "value"), "Our edit.", seen=lock)

    assert composing.changed_since(revision) == {}


def test_the_new_words_can_be_used():
    revision = composed()
    asked = question(revision, "value")
    editing.save(revision, asked, "Our edit.", seen=1)
    answer(revision, "value", "A new answer.")

    editing.use_new_words(revision, asked, seen=2)

    assert text(revision, "value") == "A new answer."
    assert composing.changed_since(revision) == {}


def test_the_old_words_can_be_kept():
    revision = composed()
    asked = question(revision, "value")
    editing.save(revision, asked, "Our edit.", seen=1)
    answer(revision, "value", "A new answer.")

    editing.keep_words(revision, asked, seen=2)

    assert text(revision, "value") == "Our edit."
    assert composing.changed_since(revision) == {}


def test_a_confirmed_summary_stays_when_the_opening_changes():
    revision = composed()
    editing.save_summary(revision, revision.summary, confirmed=True, seen=0)
    answer(revision, "best_moment", "A different day.")

    draft = again(revision)

    assert (
        draft.summary
        == "On Monday six people ate lunch together. Nobody was in a hurry."
    )


def test_composing_again_without_news_changes_nothing():
    revision = composed()
    lock = revision.lock

    again(revision)

    revision.refresh_from_db()
    assert revision.lock == lock
    assert Revision.objects.count() == 1


def test_a_story_that_was_sent_is_not_composed_again():
    revision = factories.submitted_revision()

    with pytest.raises(TransitionError):
        again(revision)


def test_terms_are_suggested_from_the_words():
    revision = composed(answers={"best_moment": "We ate lunch on the hospital ward."})

    suggested = composing.suggestions(revision, "care_settings", "themes")

    assert "hospital-ward" in [term.slug for term in suggested["care_settings"]]
    assert "food-drink" in [term.slug for term in suggested["themes"]]
    assert not revision.care_settings.exists()


def test_a_tip_keeps_its_name_when_it_is_reworded_moved_or_copied():
    study = factories.published_study()
    first, second = study.revisions.get().tips.all()
    draft = actions.start_update(study, by=study.inquiry.begun_by)
    asked = question(draft, "tips")

    editing.save(draft, asked, [second.text, "Lay a white cloth."], seen=1)

    keys = [tip.key for tip in draft.tips.all()]
    assert keys[0] == second.key
    assert first.key not in keys


def test_a_reworded_tip_keeps_its_name():
    draft = factories.draft_revision()
    first, second = draft.tips.all()

    editing.save(draft, question(draft, "tips"), ["Lay a cloth.", second.text], seen=1)

    assert [tip.key for tip in draft.tips.all()] == [first.key, second.key]


def test_voice_protocols_have_no_stories():
    assert not ProtocolVersion.objects.for_stories().filter(is_voice=True).exists()
