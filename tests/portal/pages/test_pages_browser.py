"""Writing a page and writing to us, in a browser."""

import pytest
from playwright.sync_api import expect

from portal.accounts import bots
from portal.post.models import Message
from tests import factories

pytestmark = pytest.mark.browser


def test_an_administrator_looks_first_then_saves_and_puts_back(visitor, axe):
    page = visitor(user=factories.administrator())

    page.goto("/about/cookies/")
    page.get_by_role("link", name="Change this page").click()
    page.get_by_label("First words").fill("We use four cookies.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="This is how it will look")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".cl-lead")).to_have_text("We use four cookies.")
    page.get_by_role("link", name="What it said before").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "What it said before: Cookies"
    )
    axe(page)
    page.locator(".cl-years a").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("as it was on")
    axe(page)
    page.get_by_role("button", name="Put these words back").click()

    expect(page.locator(".cl-lead")).to_contain_text("A cookie is a small file")


def test_a_visitor_writes_to_us_without_javascript(no_js_page, axe, monkeypatch):
    monkeypatch.setattr(bots, "QUICKEST", 0)
    moderator = factories.moderator()

    no_js_page.goto("/about/")
    no_js_page.get_by_role("link", name="Write to us").first.click()
    no_js_page.get_by_role("button", name="Send").click()
    expect(no_js_page.get_by_role("alert")).to_contain_text("Type your message.")
    no_js_page.get_by_label("Your name").fill("Grace")
    no_js_page.get_by_label("Your e-mail address").fill("grace@example.org")
    no_js_page.get_by_label("What would you like to tell us?").fill("Thank you.")
    no_js_page.get_by_role("button", name="Send").click()

    heading = no_js_page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Your message is on its way")
    letter = Message.objects.get()
    assert (letter.to, letter.reply_to) == (moderator.email, "grace@example.org")
