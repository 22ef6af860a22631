import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inquiry.protocols import choices
from inquiry.protocols.models import Protocol
from inquiry.telling import notes, progress
from inquiry.telling.models import Answer
from tests import factories
from tests.inquiry.telling.pages import address, kept, text

pytestmark = pytest.mark.django_db
SLUG = "partnership-success-story"


def test_the_question_page_has_its_prompt_help_example_and_worry_note(inquiry, teller):
    question = inquiry.version.questions.get(key="made_possible")

    page = text(teller.get(address(inquiry, "made_possible")))

    assert "Question 6 of 14" in page
    for words in (question.prompt, question.help, question.example, "up to 110 words"):
        assert words in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("path", ["tasks", "question", "begin", "start", "co-authors"])
def test_method_45_every_form_says_where_to_take_a_worry(path, inquiry, teller):
    addresses = {
        "tasks": inquiry.get_absolute_url(),
        "question": address(inquiry, "title"),
        "begin": f"/share/begin/{SLUG}/",
        "start": "/share/",
        "co-authors": reverse("telling:co-authors", args=[inquiry.key]),
    }

    assert "Worried about someone?" in text(teller.get(addresses[path]))


def test_method_12_coming_back_on_another_device_loses_nothing(inquiry, teller):
    url = address(inquiry, "made_possible", "autosave")
    teller.post(url, {"answer": "Half a sen", "seen": 0})
    elsewhere = Client()
    elsewhere.force_login(inquiry.begun_by)

    page = text(elsewhere.get(address(inquiry, "made_possible")))

    assert "Half a sen</textarea>" in page


def test_every_question_of_every_set_is_saved_and_comes_back(signed_in):
    """Typed as a browser would; the page then shows it again."""
    typed = {
        "short": {"answer": "Lunch at one table"},
        "long": {"answer": "On Monday we ate together."},
        "number": factories.ANSWERS["number"],
        "tips": {"row-0-tip": "Begin small.", "row-1-tip": "Lay a cloth."},
        "people": {
            "row-0-organisation": "Friends of Anytown",
            "row-0-partner_type": "hospital-friends",
            "row-0-what_they_did": "Laid the table",
            "row-1-organisation": "Anytown Hospital",
            "row-1-partner_type": "acute-trust",
            "row-1-what_they_did": "",
        },
        "date": {"answer_month": "3", "answer_year": "2024", "ongoing": "on"},
    }
    choices = {"enablers": "start-small", "touch_point": "getting-home"}
    for slug in Protocol.objects.exclude(slug="volunteers-moment").values_list(
        "slug", flat=True
    ):
        inquiry = factories.inquiry(protocol=slug)
        client = signed_in(inquiry.begun_by)
        for question in inquiry.version.questions.all():
            data = typed.get(question.kind) or {
                "answer": choices.get(question.key, ""),
                "other": "A friend" if question.allow_other else "",
            }
            saved = client.post(address(inquiry, question.key), data | {"seen": 0})
            page = text(client.get(address(inquiry, question.key)))

            assert saved.status_code == 302, (slug, question.key)
            assert "Saved at" in page, (slug, question.key)
        assert progress.of(inquiry).left == 0


def test_empty_unfinished_and_over_long_answers_are_saved(inquiry, teller):
    long = "word " * 400

    teller.post(address(inquiry, "value"), {"answer": "", "seen": 0})
    teller.post(address(inquiry, "when"), {"answer_month": "13", "seen": 0})
    saved = teller.post(address(inquiry, "best_moment"), {"answer": long, "seen": 0})
    page = text(teller.get(address(inquiry, "best_moment")))

    assert saved.status_code == 302
    assert kept(inquiry, "value") == ""
    assert kept(inquiry, "when") == {"month": "-13", "ongoing": False}
    assert kept(inquiry, "best_moment") == long.strip()
    assert "Please shorten this to 150 words. It has 400 now." in page


def test_method_43_few_people_are_told_gently_and_saved(inquiry, teller):
    few = {"value": "3", "what_was_counted": "patients", "seen": 0}

    teller.post(address(inquiry, "number"), few)
    page = text(teller.get(address(inquiry, "number")))

    assert kept(inquiry, "number")["value"] == "3"
    assert "fewer than 5 people" in page


@pytest.mark.parametrize(
    ("go", "leads_to"),
    [("next", "when"), ("later", ""), ("back", "title"), ("", "when")],
)
def test_each_button_saves_and_leads_on(go, leads_to, inquiry, teller):
    data = {"row-0-organisation": "Us", "go": go, "seen": 0}

    response = teller.post(address(inquiry, "partners"), data)

    onward = address(inquiry, leads_to) if leads_to else inquiry.get_absolute_url()
    assert response.url == onward
    assert kept(inquiry, "partners")[0]["organisation"] == "Us"


def test_save_and_continue_leads_to_the_next_that_is_not_done(inquiry, teller):
    when = {"answer_month": "3", "answer_year": "2024", "seen": 0}
    teller.post(address(inquiry, "when"), when)
    teller.post(address(inquiry, "best_moment"), {"answer": "w " * 400, "seen": 0})

    response = teller.post(address(inquiry, "partners"), {"seen": 0})
    last = teller.post(address(inquiry, "next_step"), {"answer": "More", "seen": 0})

    assert response.url == address(inquiry, "best_moment")
    assert last.url == inquiry.get_absolute_url()


def test_save_and_continue_leads_from_note_to_note(inquiry, teller):
    def source(asked):
        return dict.fromkeys(["title", "tips"], "Why?") if asked == inquiry else {}

    notes.register(source)
    try:
        first = teller.post(address(inquiry, "title"), {"answer": "Lunch", "seen": 0})
        last = teller.post(address(inquiry, "tips"), {"row-0-tip": "Ask.", "seen": 0})
    finally:
        notes._sources.remove(source)

    assert first.url == address(inquiry, "tips")
    assert last.url == inquiry.get_absolute_url()


def test_rows_are_added_and_taken_away_without_script(inquiry, teller):
    rows = {
        "row-0-organisation": "Us",
        "row-1-organisation": "Them",
        "row-2-organisation": "",
    }

    added = teller.post(address(inquiry, "partners"), rows | {"go": "add", "seen": 0})
    page = text(teller.get(added.url))
    removed = teller.post(
        address(inquiry, "partners"), rows | {"go": "remove-0", "seen": 1}
    )

    assert added.url.endswith("?rows=4#row-4")
    assert 'id="row-4"' in page
    assert removed.status_code == 302
    assert [row["organisation"] for row in kept(inquiry, "partners")] == ["Them"]


def test_the_own_organisation_stands_first_and_is_not_saved_by_looking(inquiry, teller):
    page = text(teller.get(address(inquiry, "partners")))

    assert f'value="{inquiry.organisation.name}"' in page
    assert not Answer.objects.exists()


@pytest.mark.parametrize("key", ["nonsense", "touch_point"])
def test_a_question_that_is_not_of_this_set_is_not_there(key, inquiry, teller):
    assert teller.get(address(inquiry, key)).status_code == 404
    assert teller.post(address(inquiry, key), {"answer": "x"}).status_code == 404


def test_a_closed_story_shows_its_answers_to_read(inquiry, teller):
    teller.post(address(inquiry, "value"), {"answer": "Our words.", "seen": 0})
    inquiry.close()

    page = text(teller.get(address(inquiry, "value")))

    assert "Our words." in page
    assert "has been sent in" in page
    assert "<textarea" not in page


def test_words_of_a_conflict_are_shown_back_when_the_story_was_closed(inquiry, teller):
    teller.post(address(inquiry, "value"), {"answer": "Theirs.", "seen": 0})
    inquiry.close()

    mine = {"answer": "Mine.", "seen": 1, "go": "edit"}
    page = text(teller.post(address(inquiry, "value"), mine))

    assert "Mine." in page
    assert "This answer was not saved." in page


def test_words_typed_into_a_closed_story_are_shown_back_and_not_saved(inquiry, teller):
    inquiry.close()

    page = teller.post(address(inquiry, "value"), {"answer": "Too late.", "seen": 0})
    by_itself = teller.post(
        address(inquiry, "value", "autosave"), {"answer": "Too late.", "seen": 0}
    )

    assert (page.status_code, by_itself.status_code) == (409, 409)
    assert "Too late." in text(page)
    assert "This answer was not saved." in text(page)
    assert not Answer.objects.exists()


def test_a_story_is_found_by_its_words_among_many(signed_in, monkeypatch):
    many = [choices.Choice(f"s{n}", f"Story number {n}") for n in range(200)]
    monkeypatch.setitem(choices._sources, "published_cases", (lambda: many, None, None))
    inquiry = factories.inquiry(protocol="adapting-an-idea")
    client = signed_in(inquiry.begun_by)
    where = address(inquiry, "inspired_by")

    looked = client.post(where, {"look_for": "number 150", "go": "find", "seen": 0})
    page = text(client.get(looked.url))
    client.post(where, {"answer": "s150", "look_for": "number 150", "seen": 1})
    again = text(client.get(where))

    assert looked.url == f"{where}?look_for=number+150"
    assert page.count('type="checkbox"') == 1
    assert kept(inquiry, "inspired_by") == ["s150"]
    assert again.count('type="checkbox"') == 1
    assert " checked" in again


def test_the_page_after_an_answer_that_is_not_ready_says_what_it_needs(inquiry, teller):
    asked = inquiry.version.questions.get(key="tips")
    here = address(inquiry, "tips")

    data = {"row-0-tip": "<b>Begin</b> small.", "seen": 0, "go": "next"}
    page = text(teller.post(here, data, follow=True))

    assert f"“{asked.prompt}” is saved, and still needs something:" in page
    assert "at least 2" in page
    assert f'<a href="{here}">Go back to it.</a>' in page
    assert page.index("still needs something") < page.index("<h1")


@pytest.mark.parametrize("answer", ["", "A good answer."])
def test_an_answer_that_is_ready_or_left_out_says_nothing(answer, inquiry, teller):
    data = {"answer": answer, "seen": 0, "go": "next"}

    page = text(teller.post(address(inquiry, "value"), data, follow=True))

    assert "still needs something" not in page


def test_saying_what_is_left_costs_no_query(inquiry, teller):
    def queries(data):
        with CaptureQueriesContext(connection) as captured:
            teller.post(address(inquiry, "tips"), {**data, "go": "next"})
        return len(captured)

    queries({"row-0-tip": "Zero.", "seen": 0})  # the first save asks more
    ready = queries({"row-0-tip": "One.", "row-1-tip": "Two.", "seen": 1})
    left = queries({"row-0-tip": "One.", "seen": 2})

    assert left == ready
