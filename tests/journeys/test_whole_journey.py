"""The whole journey on a phone: told, sent back, changed, published and found."""

from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import expect

from tests import factories
from tests.browser import PHONE
from tests.journeys.people import Moderator, Partner, Visitor

pytestmark = pytest.mark.browser

HEADLINE = "The lunch table on Ward 6"
EVEN_BETTER = "We only cover weekdays, so Friday is still a worry."
NOTE = "Could you say who sat there?"
EDITED = "It made lunch feel like lunch again, said everyone."
NEW_WORDS = "Six people sat there: four patients, a nurse and a volunteer."
TIPS = ["Lay a cloth on the table.", "Keep the form to five lines."]


def words(text):
    return lambda page: page.get_by_role("textbox").fill(text)


def partners(page):
    page.get_by_role("button", name="Add another organisation").click()
    rows = [
        ("Friends of Anytown", "hospital-friends", "Laid the table"),
        ("Anytown Hospital", "acute-trust", "Asked people to lunch"),
        ("Anytown Choir", "community-group", "Sang after the pudding"),
    ]
    for number, (name, kind, did) in enumerate(rows, start=1):
        row = page.get_by_role("group", name=f"Organisation {number}")
        row.get_by_label("Name of the organisation").fill(name)
        row.get_by_label("Type of organisation").select_option(kind)
        row.get_by_label("What it did").fill(did)


def month(page):
    page.get_by_label("Month").fill("March")
    page.get_by_label("Year").fill("2025")
    page.get_by_label("It is still going").check()


def enablers(page):
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()


def number(page):
    page.get_by_label("The number").fill("212")
    page.get_by_label("What was counted").fill("lunches at the table")
    page.get_by_label("Over how long").fill("the first year")
    page.get_by_label("How you know").fill("the rota book")


def tips(page):
    for place, tip in enumerate(TIPS, start=1):
        page.get_by_label(f"Tip {place}", exact=True).fill(tip)


# Each question by the first words of its heading, and how it is answered.
ANSWERS = {
    "What will you call": words(HEADLINE),
    "Who worked together?": partners,
    "When did this happen?": month,
    "went really well": words(
        "One Thursday six people ate lunch on the hospital ward."
    ),
    "What mattered most": words("It made lunch feel like lunch again."),
    "What made it possible?": words("The catering manager agreed to come early."),
    "helped the most": enablers,
    "What changed": words("People practise walking, and families come at noon."),
    "one number": number,
    "even better": words(EVEN_BETTER),
    "three wishes": words("A table on every ward."),
    "At our best": words("Anyone who can sit at a table is asked to lunch."),
    "What tips": tips,
    "What happens next": words("Two more wards start in the autumn."),
}


@pytest.fixture
def axe_of_copies(axe, browser):
    """axe is a script, so without script it looks at a copy of what a page holds; at one
    of each kind, as the same pages are looked at one by one with script."""
    copy = browser.new_context(viewport=PHONE).new_page()

    seen = set()

    def check(page):
        kind = resolve(urlsplit(page.url).path).view_name
        if kind in seen:
            return
        seen.add(kind)
        html = page.content()
        copy.unroute_all()
        copy.route("**/*.js", lambda route: route.abort())
        copy.route(
            page.url.partition("#")[0],
            lambda route: route.fulfill(body=html, content_type="text/html"),
        )
        copy.goto(page.url)
        axe(copy)

    yield check
    copy.context.close()


@pytest.fixture
def cast(visitor, axe, axe_of_copies):
    """A partner, a moderator and a visitor, each on a phone of their own."""

    def people(script):
        options = {"viewport": PHONE, "java_script_enabled": script}
        checker = axe if script else axe_of_copies
        return (
            Partner(visitor(**options), checker),
            Moderator(visitor(factories.moderator(), **options), checker),
            Visitor(visitor(**options), checker),
        )

    return people


def tell(partner, member):
    partner.sign_in(member.user)
    partner.begin("Partnership success story")
    partner.page.locator(".nhsuk-task-list a").first.click()
    for question, fill in ANSWERS.items():
        partner.answer(question, fill)
    partner.see_the_tasks_filled(HEADLINE)


def send(partner):
    partner.see_the_story()
    partner.edit("value", EDITED)
    partner.confirm_summary_and_terms(
        care_setting="Hospital ward", theme="Food and drink"
    )
    partner.check_and_send()


def find(visitor):
    visitor.find_by_term(
        "gallery:care-settings", "Care settings", "Hospital ward", HEADLINE
    )
    visitor.find_by_term("gallery:themes", "Themes", "Food and drink", HEADLINE)
    visitor.search("catering", HEADLINE)


def read(page):
    """The page as it went up: with the tips, the number and what is not yet so."""
    story = page.get_by_role("article").first
    for text in [*TIPS, EVEN_BETTER, NEW_WORDS, "212", "the rota book"]:
        expect(story.get_by_text(text).first).to_be_visible()
    expect(story).not_to_contain_text(EDITED)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_story_is_told_sent_back_changed_published_and_found(script, cast):
    partner, moderator, visitor = cast(script)

    tell(partner, factories.MembershipFactory())
    send(partner)
    moderator.open(HEADLINE)
    moderator.claim()
    moderator.ask(
        question="What mattered most", note=NOTE, message="Lovely. One thing."
    )
    partner.change_the_answer_asked_for(note=NOTE, words=NEW_WORDS)
    partner.use_the_new_words("value", NEW_WORDS)
    partner.check_and_send()
    moderator.open(HEADLINE)
    moderator.claim()
    moderator.publish()
    find(visitor)

    read(visitor.page)
