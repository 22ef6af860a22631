import pytest

from casestudies.stories import actions, editing, readiness
from casestudies.stories.models import Revision
from inquiry.telling import actions as telling
from portal.taxonomy.models import IntegratedCareBoard, Nation, Region
from tests import factories

pytestmark = pytest.mark.django_db

NUMBER = factories.ANSWERS["number"]


def draft(**more):
    revision = factories.draft_revision(**more)
    return Revision.objects.with_content().get(pk=revision.pk)


def found(revision, key):
    return [one.message for one in readiness.problems(revision) if one.key == key]


def test_a_whole_story_has_no_problems():
    assert readiness.problems(draft()) == []


@pytest.mark.parametrize(
    ("key", "value", "part"),
    [
        ("title", "word " * 13, "12 words"),
        ("title", "w" * 300, "too long"),
        ("best_moment", "", "Please answer"),
        ("best_moment", "word " * 151, "150 words"),
        ("tips", ["One."], "at least 2"),
        ("tips", ["word " * 31, "Two."], "shorten tip 1"),
        ("when", {"month": "", "ongoing": True}, "month"),
        ("enablers", [], "Please answer"),
    ],
)
def test_what_is_missing_or_too_long_is_said_at_its_place(key, value, part):
    messages = found(draft(answers={key: value}), key)

    assert any(part in message for message in messages), messages


def test_without_a_headline_the_list_says_to_write_one():
    assert found(draft(answers={"title": ""}), "title") == ["Write a headline."]


def test_limits_count_words_and_not_marks():
    words = "- " + "\n- ".join(["**one**"] * 70)

    assert found(draft(answers={"value": words}), "value") == []


def test_a_problem_leads_to_where_it_can_be_mended():
    revision = draft(answers={"value": ""})

    [problem] = readiness.problems(revision)

    key = revision.case_study.inquiry.key
    assert problem.url == f"/share/{key}/telling/#part-value"


def test_partners_of_both_sectors_are_needed():
    rows = [factories.ANSWERS["people"][0]] * 2

    [message] = found(draft(answers={"partners": rows}), "partners")

    assert "at least one NHS organisation" in message


@pytest.mark.parametrize("missing", NUMBER)
def test_method_18_a_number_is_whole_or_absent(missing):
    revision = draft(answers={"number": NUMBER | {missing: ""}})

    assert found(revision, "number")
    assert not revision.has_number


def test_method_43_a_count_of_fewer_than_five_people_is_refused():
    few = NUMBER | {"value": "3", "what_was_counted": "people who ate lunch"}

    [message] = found(draft(answers={"number": few}), "number")

    assert "5" in message or "five" in message


def test_method_20_each_story_has_one_to_three_enablers():
    revision = draft(protocol="adapting-an-idea", answers={"enablers": []})

    assert found(revision, "enablers")


def test_a_private_answer_over_its_limit_leads_to_its_question():
    revision = draft(protocol="adapting-an-idea", answers={"thanks": "word " * 50})

    [problem] = readiness.problems(revision)

    key = revision.case_study.inquiry.key
    assert problem.url == f"/share/{key}/questions/thanks/"


def test_a_private_answer_that_may_be_empty_stops_nothing():
    revision = draft(protocol="adapting-an-idea")
    inquiry = revision.case_study.inquiry
    thanks = inquiry.version.questions.get(key="thanks")
    telling.save_answer(inquiry, thanks, "", by=inquiry.begun_by, seen=1)

    assert found(revision, "thanks") == []


@pytest.mark.parametrize(
    ("text", "confirmed", "part"),
    [
        ("", True, "Write a summary"),
        ("word " * 41, True, "by 1 word."),
        ("word " * 43, True, "by 3 words."),
        ("Right.", False, "say that it is right"),
    ],
)
def test_the_summary_is_short_and_confirmed(text, confirmed, part):
    revision = factories.draft_revision()
    editing.save_summary(revision, text, confirmed=confirmed, seen=1)

    [message] = found(revision, "summary")

    assert part in message


@pytest.mark.parametrize(
    ("care_settings", "themes"),
    [
        ([], ["food-drink"]),
        (["hospital-ward"], []),
        (["hospital-ward", "care-home", "care-at-home", "outpatients"], ["food-drink"]),
        (
            ["hospital-ward"],
            ["food-drink", "dementia", "cancer", "transport", "carers"],
        ),
    ],
)
def test_care_settings_and_themes_are_few_and_some(care_settings, themes):
    revision = draft(care_settings=care_settings, themes=themes)

    assert found(revision, "terms")


def test_the_place_is_whole():
    revision = factories.draft_revision()
    board = IntegratedCareBoard.objects.first()
    other = Region.objects.exclude(pk=board.region_id).first()
    wales = Nation.objects.get(slug="wales")

    def problem(nation, region, board):
        revision.nation, revision.region, revision.board = nation, region, board
        return found(revision, "place")

    assert problem(None, None, None)
    assert problem(wales, other, None)
    assert problem(other.nation, other, board)
    assert problem(board.region.nation, None, board)
    assert problem(board.region.nation, board.region, board) == []
    assert problem(wales, None, None) == []


def test_method_31_a_source_that_was_taken_down_stops_no_update():
    source = factories.published_study()
    study = factories.published_study(
        protocol="adapting-an-idea", answers={"inspired_by": [source.slug]}
    )
    up = source.revisions.get()
    actions.withdraw(up, by=up.submitted_by, seen=up.lock, digest=up.digest)

    update = actions.start_update(study, by=study.inquiry.begun_by)

    assert readiness.problems(update) == []
    assert list(update.inspired_by.all()) == [source]


def test_method_28_a_circle_of_sources_is_refused():
    first = factories.published_study(protocol="adapting-an-idea")
    second = factories.published_study(
        protocol="adapting-an-idea", answers={"inspired_by": [first.slug]}
    )
    third = factories.published_study(
        protocol="adapting-an-idea", answers={"inspired_by": [second.slug]}
    )
    update = actions.start_update(first, by=first.inquiry.begun_by)

    update.inspired_by.add(third)

    assert "began with yours" in found(update, "inspired_by")[0]


def test_who_still_waits_to_belong_sends_nothing_in_that_name():
    revision = draft()
    organisation = revision.case_study.inquiry.organisation
    organisation.memberships.update(state="pending")

    assert found(revision, "membership") == [
        f"Wait until {organisation} says that you belong to it."
    ]


def test_who_has_left_is_led_to_where_they_can_ask_again():
    revision = draft()
    organisation = revision.case_study.inquiry.organisation
    organisation.memberships.all().delete()

    [problem] = [one for one in readiness.problems(revision) if one.key == "membership"]

    assert problem.message == f"Ask to join {organisation} before you send its story."
    assert problem.url == organisation.get_absolute_url()
