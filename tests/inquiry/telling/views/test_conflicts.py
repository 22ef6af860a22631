import pytest

from inquiry.telling import actions
from inquiry.telling.models import SetAside
from tests import factories
from tests.inquiry.telling.pages import address, kept, text

pytestmark = pytest.mark.django_db


def test_a_stale_save_shows_both_texts_and_a_choice(inquiry, teller):
    teller.post(address(inquiry, "value"), {"answer": "In one tab.", "seen": 0})

    stale = teller.post(
        address(inquiry, "value"), {"answer": "In two tabs.", "seen": 0}
    )

    page = text(stale)
    assert stale.status_code == 409
    assert "In one tab." in page
    assert "In two tabs." in page
    assert kept(inquiry, "value") == "In one tab."


def test_keeping_mine_after_a_conflict_saves_it(inquiry, teller):
    teller.post(address(inquiry, "value"), {"answer": "Theirs.", "seen": 0})

    mine = {"answer": "Mine.", "seen": 1, "go": "next"}
    response = teller.post(address(inquiry, "value"), mine)

    assert response.status_code == 302
    assert kept(inquiry, "value") == "Mine."


def test_editing_mine_further_puts_it_in_the_box_and_saves_nothing(inquiry, teller):
    teller.post(address(inquiry, "value"), {"answer": "Theirs.", "seen": 0})

    page = teller.post(
        address(inquiry, "value"), {"answer": "Mine.", "seen": 1, "go": "edit"}
    )

    assert page.status_code == 200
    assert "Mine.</textarea>" in text(page)
    assert 'name="seen" id="seen" value="1"' in text(page)
    assert kept(inquiry, "value") == "Theirs."


def test_a_conflict_names_the_co_author_who_was_quicker(inquiry, teller):
    person = factories.UserFactory(name="Beth Carer")
    named = actions.name_co_author(inquiry, by=inquiry.begun_by, email=person.email)
    actions.accept(named, by=person)
    question = inquiry.version.questions.get(key="value")
    actions.save_answer(inquiry, question, "Hers.", by=person, seen=0)

    page = teller.post(address(inquiry, "value"), {"answer": "Mine.", "seen": 0})

    assert "Beth Carer saved this answer" in text(page)


def test_rows_and_choices_travel_through_a_conflict(inquiry, teller):
    teller.post(address(inquiry, "partners"), {"row-0-organisation": "Us", "seen": 0})
    mine = {"row-0-organisation": "Friends", "row-0-partner_type": "hospice", "seen": 0}

    page = text(teller.post(address(inquiry, "partners"), mine))

    assert 'name="row-0-organisation" hidden>Friends</textarea>' in page
    assert 'name="row-0-partner_type" hidden>hospice</textarea>' in page


def test_saving_by_itself_says_when_and_gives_the_next_number(inquiry, teller):
    where = address(inquiry, "value", "autosave")

    first = teller.post(where, {"answer": "One", "seen": 0})
    second = teller.post(where, {"answer": "One two", "seen": 1})

    assert "Saved at" in text(first)
    assert 'id="seen" value="1" hx-swap-oob="true"' in text(first)
    assert 'value="2"' in text(second)
    assert kept(inquiry, "value") == "One two"


def test_saving_by_itself_overwrites_nobody(inquiry, teller):
    where = address(inquiry, "value", "autosave")
    teller.post(where, {"answer": "Theirs", "seen": 0})

    response = teller.post(where, {"answer": "Mine", "seen": 0})

    assert response.status_code == 409
    assert "See both texts" in text(response)
    assert kept(inquiry, "value") == "Theirs"


def test_saving_by_itself_is_no_page_to_open(inquiry, teller):
    assert teller.get(address(inquiry, "value", "autosave")).status_code == 405


def autosave(teller, inquiry, key, **typed):
    return teller.post(address(inquiry, key, "autosave"), typed)


@pytest.fixture
def too_late(inquiry, teller):
    """Somebody left the page, and the save on leaving came second."""
    teller.post(address(inquiry, "value"), {"answer": "In one tab.", "seen": 0})
    autosave(teller, inquiry, "value", answer="In two tabs.", seen=0)


@pytest.mark.usefixtures("too_late")
def test_words_that_came_too_late_wait_for_their_writer(inquiry, teller):
    page = text(teller.get(address(inquiry, "value")))

    assert "Two versions of this answer" in page
    assert "In one tab." in page
    assert "In two tabs." in page
    assert kept(inquiry, "value") == "In one tab."


@pytest.mark.usefixtures("too_late")
def test_words_that_came_too_late_can_be_kept(inquiry, teller):
    mine = {"answer": "In two tabs.", "seen": 1, "go": "next"}
    teller.post(address(inquiry, "value"), mine)

    assert kept(inquiry, "value") == "In two tabs."
    assert "Two versions" not in text(teller.get(address(inquiry, "value")))


@pytest.mark.usefixtures("too_late")
def test_words_that_came_too_late_can_be_given_up(inquiry, teller):
    given_up = teller.post(
        address(inquiry, "value"), {"answer": "In two tabs.", "seen": 1, "go": "theirs"}
    )

    assert given_up.url == address(inquiry, "value")
    assert kept(inquiry, "value") == "In one tab."
    assert "Two versions" not in text(teller.get(address(inquiry, "value")))


@pytest.mark.parametrize("name", ["question", "autosave"])
@pytest.mark.usefixtures("too_late")
def test_words_that_came_too_late_go_with_the_next_save_of_their_writer(
    inquiry, teller, name
):
    together = {"answer": "In one and two tabs.", "seen": 1}
    teller.post(address(inquiry, "value", name), together)

    page = text(teller.get(address(inquiry, "value")))

    assert "Two versions" not in page
    assert "In one and two tabs." in page


@pytest.mark.usefixtures("too_late")
def test_words_that_came_too_late_are_seen_by_nobody_else(inquiry, signed_in):
    person = factories.UserFactory()
    named = actions.name_co_author(inquiry, by=inquiry.begun_by, email=person.email)
    actions.accept(named, by=person)

    page = text(signed_in(person).get(address(inquiry, "value")))

    assert "In one tab." in page
    assert "In two tabs." not in page


def test_rows_that_came_too_late_come_back_as_rows(inquiry, teller):
    teller.post(address(inquiry, "partners"), {"row-0-organisation": "Us", "seen": 0})
    rows = {"row-0-organisation": "Them", "row-0-what_they_did": "Sang"}
    autosave(teller, inquiry, "partners", **rows, seen=0)

    page = text(teller.get(address(inquiry, "partners")))

    assert "Them: Sang" in page.replace(" (no type)", "")
    assert 'name="row-0-organisation" hidden>Them</textarea>' in page


@pytest.mark.both_databases
def test_odd_characters_that_came_too_late_break_nothing(inquiry, teller):
    teller.post(address(inquiry, "value"), {"answer": "In one tab.", "seen": 0})

    late = autosave(teller, inquiry, "value", answer="Odd\x00 \u202e words.", seen=0)

    assert late.status_code == 409
    assert "Odd" in text(teller.get(address(inquiry, "value")))


@pytest.fixture
def sent_meanwhile(inquiry, teller):
    """Somebody left the page of an answer, and the story had been sent by then."""
    teller.post(address(inquiry, "value"), {"answer": "The first words.", "seen": 0})
    inquiry.close()
    for key, seen in [("value", 1), ("best_moment", 0)]:
        autosave(teller, inquiry, key, answer="In the last minute.", seen=seen)


@pytest.mark.usefixtures("sent_meanwhile")
@pytest.mark.both_databases
def test_words_of_a_story_that_was_sent_meanwhile_wait_until_it_can_change(
    inquiry, teller
):
    while_it_is_read = text(teller.get(address(inquiry, "value")))
    inquiry.open()
    page = text(teller.get(address(inquiry, "value")))

    assert "In the last minute." not in while_it_is_read
    assert "Two versions of this answer" in page
    assert "The first words." in page
    assert "In the last minute." in page
    assert kept(inquiry, "value") == "The first words."


@pytest.mark.usefixtures("sent_meanwhile")
@pytest.mark.both_databases
def test_words_for_a_question_without_an_answer_wait_in_its_box(inquiry, teller):
    where = address(inquiry, "best_moment")
    inquiry.open()
    page = text(teller.get(where))
    teller.post(where, {"answer": "In the last minute.", "seen": 0, "go": "next"})

    assert "Here are your words. They are not saved yet." in page
    assert "In the last minute.</textarea>" in page
    assert 'name="seen" id="seen" value="0"' in page
    assert kept(inquiry, "best_moment") == "In the last minute."
    assert not inquiry.set_aside.filter(question__key="best_moment").exists()


@pytest.mark.parametrize("name", ["question", "autosave"])
def test_words_of_a_story_that_was_sent_meanwhile_are_kept_by_either_door(
    inquiry, teller, name
):
    inquiry.close()

    late = teller.post(address(inquiry, "value", name), {"answer": "Late.", "seen": 0})

    assert late.status_code == 409
    assert "Your words are kept for you" in text(late)
    assert inquiry.set_aside.get().typed == [["answer", "Late."]]


@pytest.mark.parametrize("name", ["question", "autosave"])
@pytest.mark.parametrize(("key", "answer"), [("value", "As saved."), ("title", "")])
def test_what_is_saved_already_and_nothing_at_all_are_not_set_aside(
    inquiry, teller, name, key, answer
):
    teller.post(address(inquiry, "value"), {"answer": "As saved.", "seen": 0})
    inquiry.close()

    late = teller.post(address(inquiry, key, name), {"answer": answer, "seen": 1})

    assert late.status_code == 409
    assert not inquiry.set_aside.exists()
    if name == "question":
        assert "This answer was not saved." not in text(late)


@pytest.mark.both_databases
def test_a_story_that_was_discarded_keeps_no_words(inquiry):
    question = inquiry.version.questions.get(key="value")
    of_a_page_still_open = type(inquiry).objects.get(pk=inquiry.pk)
    by = inquiry.begun_by
    actions.discard(inquiry, by=by)

    actions.set_aside(of_a_page_still_open, question, [("answer", "Late.")], by=by)

    assert not SetAside.objects.exists()
