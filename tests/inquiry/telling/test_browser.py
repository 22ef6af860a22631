"""Typing in a real browser: saving by itself, and words that survive."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from inquiry.protocols.models import Protocol
from inquiry.telling import actions
from inquiry.telling.models import Answer, Inquiry
from tests import factories
from tests.inquiry.telling.pages import address, kept

pytestmark = pytest.mark.browser
WORDS = "She put the kettle on and opened the curtains."
SAVED = re.compile(r"Saved at \d\d:\d\d")


def value(inquiry, key="value"):
    answer = Answer.objects.filter(inquiry=inquiry, question__key=key).first()
    return answer.value if answer else None


@pytest.fixture
def writer(inquiry, visitor):
    return visitor(inquiry.begun_by)


def test_words_are_saved_after_a_pause_and_said_politely(inquiry, writer):
    writer.goto(address(inquiry, "value"))
    writer.get_by_role("textbox").press_sequentially(WORDS)

    expect(writer.get_by_role("status")).to_have_text(SAVED)
    expect(writer.locator("#seen")).to_have_value("1")

    assert kept(inquiry, "value") == WORDS


def test_going_on_after_saving_by_itself_is_no_conflict(inquiry, writer):
    writer.goto(address(inquiry, "value"))
    box = writer.get_by_role("textbox")
    box.fill("One.")
    expect(writer.get_by_role("status")).to_have_text(SAVED)
    box.fill("One. Two.")

    writer.get_by_role("button", name="Save and continue").click()

    expect(writer.get_by_role("heading", level=1)).to_have_text(
        "What made it possible?"
    )
    assert kept(inquiry, "value") == "One. Two."


def test_leaving_the_page_saves_what_was_typed_last(inquiry, writer):
    writer.goto(address(inquiry, "value"))
    writer.get_by_role("textbox").fill(WORDS)

    writer.get_by_role("link", name="All questions").click()
    expect(writer.get_by_role("heading", level=1)).to_contain_text("Your story")

    # The request outlives the page, so no page can tell when it has been answered.
    for _wait in range(50):
        if value(inquiry) == WORDS:
            break
        writer.wait_for_timeout(100)
    assert kept(inquiry, "value") == WORDS


def test_words_typed_last_are_there_after_going_back(inquiry, writer):
    writer.goto(address(inquiry, "value"))
    writer.get_by_role("textbox").fill(WORDS)
    writer.get_by_role("link", name="All questions").click()
    expect(writer.get_by_role("heading", level=1)).to_contain_text("Your story")
    for _time in range(50):  # what is sent on leaving may arrive after the next page
        if value(inquiry) == WORDS:
            break
        writer.wait_for_timeout(100)

    writer.go_back()

    expect(writer.get_by_role("textbox")).to_have_value(WORDS)
    writer.get_by_role("button", name="Save and continue").click()
    expect(writer.get_by_role("heading", level=1)).to_have_text(
        "What made it possible?"
    )
    assert kept(inquiry, "value") == WORDS


def test_without_a_connection_the_words_stay_and_are_saved_later(
    inquiry, writer, complaints
):
    writer.goto(address(inquiry, "value"))
    writer.context.set_offline(True)
    writer.get_by_role("textbox").fill(WORDS)
    expect(writer.get_by_role("status")).to_contain_text("Not saved yet")
    writer.context.set_offline(False)
    writer.get_by_role("textbox").press_sequentially(" More.")
    expect(writer.get_by_role("status")).to_have_text(SAVED)

    assert kept(inquiry, "value") == f"{WORDS} More."
    complaints.clear()  # the browser logs the lost connection


def test_a_save_that_takes_long_says_that_it_is_not_saved_yet(inquiry, writer):
    held = []
    writer.route("**/autosave/", lambda route: held.append(route))
    writer.goto(address(inquiry, "value"))
    status = writer.get_by_role("status")

    writer.get_by_role("textbox").press_sequentially(WORDS)

    expect(status).to_contain_text("Not saved yet. We keep trying.", timeout=15_000)
    held[0].continue_()
    expect(status).to_have_text(SAVED)


def test_enter_in_a_one_line_answer_saves_and_goes_on(inquiry, writer):
    writer.goto(address(inquiry, "title"))
    writer.get_by_role("textbox").fill("Lunch at one table")
    writer.get_by_role("textbox").press("Enter")

    expect(writer.get_by_role("heading", level=1)).to_have_text("Who worked together?")
    assert kept(inquiry, "title") == "Lunch at one table"


def test_two_tabs_overwrite_nothing_and_show_both_texts(inquiry, writer, complaints):
    other = writer.context.new_page()
    for page in (writer, other):
        page.goto(address(inquiry, "value"))
    writer.get_by_role("textbox").fill("In the first tab.")
    expect(writer.get_by_role("status")).to_have_text(SAVED)

    other.get_by_role("textbox").fill("In the second tab.")
    expect(other.get_by_role("status")).to_contain_text("changed elsewhere")
    still = kept(inquiry, "value")
    other.get_by_role("button", name="See both texts").click()
    mine = other.get_by_role("region", name="Your words now")
    theirs = other.get_by_role("region", name="The words saved meanwhile")
    expect(mine).to_have_text("In the second tab.")
    expect(theirs).to_have_text("In the first tab.")
    other.get_by_role("button", name="Keep mine").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("What made it possible?")

    assert still == "In the first tab."
    assert kept(inquiry, "value") == "In the second tab."
    complaints.clear()  # the browser logs the 409


def test_a_save_that_is_refused_does_not_say_that_it_was_saved(
    inquiry, writer, complaints
):
    writer.goto(address(inquiry, "title"))
    box = writer.get_by_role("textbox")
    box.fill("word " * 30)
    expect(writer.locator("#problems")).to_contain_text("Your answer is saved.")
    asked = inquiry.version.questions.get(key="title")
    actions.save_answer(inquiry, asked, "Lunch", by=inquiry.begun_by, seen=1)
    box.fill("Supper")

    expect(writer.get_by_role("status")).to_contain_text("changed elsewhere")
    expect(writer.locator("#problems")).to_be_empty()
    complaints.clear()  # the browser logs the 409


@pytest.mark.parametrize("script", [True, False])
def test_a_session_that_ends_while_typing_loses_no_word(
    script, inquiry, visitor, complaints
):
    page = visitor(inquiry.begun_by, java_script_enabled=script)
    page.goto(address(inquiry, "value"))
    Session.objects.all().delete()
    page.get_by_role("textbox").fill(WORDS)
    if script:
        expect(page.get_by_role("status")).to_contain_text("You are signed out")
    page.get_by_role("button", name="Save and continue").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Please sign in again")
    page.get_by_label("E-mail address").fill(inquiry.begun_by.email)
    page.get_by_label("Password", exact=True).fill(factories.PASSWORD)
    page.get_by_role("button", name="Sign in and go on").click()
    box = page.get_by_role("textbox")
    expect(box).to_have_value(WORDS)
    unsaved = value(inquiry)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What made it possible?")

    assert unsaved is None
    assert kept(inquiry, "value") == WORDS
    complaints.clear()  # the browser logs the 401


def test_every_question_works_without_script_on_a_phone(visitor, axe):
    member = factories.MembershipFactory()
    page = visitor(member.user, java_script_enabled=False)
    page.goto("/share/begin/partnership-success-story/")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Your story, not yet named"
    )
    inquiry = Inquiry.objects.get()
    page.goto(address(inquiry, "partners"))
    page.get_by_role("button", name="Add another organisation").click()
    expect(page.get_by_role("group", name="Organisation 3")).to_be_visible()
    second = page.get_by_role("group", name="Organisation 2")
    second.get_by_label("Name of the organisation").fill("Anytown Hospital")
    second.get_by_label("Type of organisation").select_option("acute-trust")
    page.get_by_role("button", name="Remove organisation 3").click()
    page.get_by_role("button", name="Save and continue").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("When did this happen?")
    assert [row["partner_type"] for row in kept(inquiry, "partners")] == [
        "hospital-friends",
        "acute-trust",
    ]


def test_another_tip_is_ready_to_be_typed(inquiry, writer):
    writer.goto(address(inquiry, "tips"))

    writer.get_by_role("button", name="Add another tip").press("Enter")

    expect(writer.get_by_label("Tip 3")).to_be_focused()


def test_every_page_of_telling_passes_axe_and_fits_a_small_screen(visitor, axe):
    inquiry = factories.answered_inquiry()
    moment = factories.inquiry(by=inquiry.begun_by, protocol="hospital-shoe-pinches")
    actions.name_co_author(inquiry, by=inquiry.begun_by, email="beth@example.org")
    page = visitor(inquiry.begun_by, viewport={"width": 320, "height": 640})
    keys = ["title", "partners", "when", "value", "enablers", "number", "tips"]
    base = inquiry.get_absolute_url()
    paths = [
        "/share/",
        "/share/begin/partnership-success-story/",
        *(f"/share/question-sets/{one.slug}/" for one in Protocol.objects.all()),
        base,
        f"{base}co-authors/",
        f"{base}discard/",
        *(address(inquiry, key) for key in keys),
        address(moment, "touch_point"),
    ]

    for path in paths:
        page.goto(path)
        axe(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, path


def test_the_pages_of_trouble_pass_axe(inquiry, visitor, axe, complaints):
    page = visitor(inquiry.begun_by)
    page.goto(address(inquiry, "value"))
    question = inquiry.version.questions.get(key="value")
    actions.save_answer(inquiry, question, "Quicker.", by=inquiry.begun_by, seen=0)
    page.get_by_role("textbox").fill("Slower.")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Two versions of this answer"
    )
    axe(page)
    page.get_by_role("button", name="Edit mine further").click()
    expect(page.get_by_role("button", name="Save and continue")).to_be_visible()
    axe(page)
    Session.objects.all().delete()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Please sign in again")
    axe(page)
    complaints.clear()
