"""The look in a browser: reachable, readable, and usable without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser import WIDTH, ZOOMED

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.portal.look_urls")]

PAGES = ["/every-field/", "/every-field/?story=one+two+three+four+five+six"]
ABOUT = [
    "/about/",
    "/about/choosing/",
    "/about/contact/",
    "/about/contact/sent/",
    "/about/privacy/",
    "/about/accessibility/",
    "/about/cookies/",
    "/about/worried/",
    "/no-such-page/",
]


@pytest.mark.parametrize("address", PAGES + ABOUT)
def test_at_400_per_cent_a_page_is_whole_and_axe_finds_nothing(visitor, axe, address):
    page = visitor(**ZOOMED)
    page.goto(address)

    axe(page)
    assert page.evaluate(WIDTH) <= 320
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.title().endswith(" - Creating Light")
    for landmark in ("banner", "main", "contentinfo"):
        assert page.get_by_role(landmark).count() == 1


def test_errors_have_focus_and_links_to_their_fields(mobile_page):
    mobile_page.goto("/every-field/?story=x")
    summary = mobile_page.locator("[data-error-summary]")

    expect(summary).to_be_focused()
    expect(mobile_page).to_have_title("Error: Every field - Creating Light")
    summary.get_by_role("link").nth(2).click()
    expect(mobile_page.locator("#id_kind_0")).to_be_focused()


def test_words_left_are_counted(mobile_page):
    mobile_page.goto("/every-field/")
    words = mobile_page.locator("#id_story_words")
    expect(words).to_have_text("You can use up to 5 words")

    mobile_page.get_by_label("Story").fill("one two three four")
    expect(words).to_have_text("You have 1 word left")

    mobile_page.get_by_label("Story").fill("one two three four five six seven")
    expect(words).to_have_text("You have 2 words too many")
    spoken = mobile_page.locator("#id_story_words + [aria-live=polite]")
    expect(spoken).to_have_text("You have 2 words too many")


def test_the_toolbar_writes_markdown(mobile_page):
    mobile_page.goto("/every-field/")
    story = mobile_page.get_by_label("Story", exact=True)
    press = mobile_page.get_by_role("toolbar").get_by_role("button")

    story.fill("tea")
    story.select_text()
    press.filter(has_text="Bold").click()
    expect(story).to_have_value("**tea**")
    expect(story).to_be_focused()

    story.fill("one\ntwo")
    story.select_text()
    press.filter(has_text="List").click()
    expect(story).to_have_value("- one\n- two")
    press.filter(has_text="List").click()
    expect(story).to_have_value("one\ntwo")

    story.fill("Before")
    story.press("End")
    story.press("Enter")
    press.filter(has_text="Quotation").click()
    mobile_page.keyboard.type("hello")
    expect(story).to_have_value("Before\n\n> hello")

    story.fill("our page")
    story.select_text()
    press.filter(has_text="Link").click()
    mobile_page.keyboard.type("https://example.org")
    expect(story).to_have_value("[our page](https://example.org)")


def test_the_toolbar_is_one_stop_of_the_tab_key(mobile_page):
    mobile_page.goto("/every-field/")
    buttons = mobile_page.get_by_role("toolbar").get_by_role("button")

    buttons.first.focus()
    mobile_page.keyboard.press("ArrowRight")
    expect(buttons.nth(1)).to_be_focused()
    mobile_page.keyboard.press("ArrowLeft")
    mobile_page.keyboard.press("ArrowLeft")
    expect(buttons.last).to_be_focused()
    mobile_page.keyboard.press("Tab")
    expect(mobile_page.get_by_label("Story", exact=True)).to_be_focused()


def test_the_toolbar_can_be_undone(mobile_page):
    mobile_page.goto("/every-field/")
    story = mobile_page.get_by_label("Story", exact=True)
    story.fill("tea")
    story.select_text()

    story.press("Control+b")
    expect(story).to_have_value("**tea**")
    story.press("Control+z")

    expect(story).to_have_value("tea")


def test_a_password_can_be_shown_and_is_sent_hidden(mobile_page):
    mobile_page.goto("/every-field/")
    secret = mobile_page.locator("#id_secret")

    mobile_page.get_by_role("button", name="Show: Password").click()

    expect(secret).to_have_attribute("type", "text")
    expect(mobile_page.get_by_role("button", name="Hide: Password")).to_be_visible()


def test_details_close_on_a_small_screen_alone(visitor):
    small = visitor()
    wide = visitor(viewport={"width": 1280, "height": 800})
    for page in (small, wide):
        page.goto("/every-field/")

    expect(small.get_by_text("Inside")).to_be_hidden()
    expect(wide.get_by_text("Inside")).to_be_visible()


def test_new_results_keep_focus_title_and_open_filters(visitor):
    page = visitor()
    page.goto("/results/")
    page.get_by_text("Filters").click()

    page.get_by_label("Inside").click()

    expect(page.get_by_role("heading", name="1 stories")).to_be_visible()
    expect(page).to_have_title("1 stories - Creating Light")
    expect(page.get_by_label("Inside")).to_be_focused()
    expect(page.get_by_label("Inside")).to_be_visible()


def test_focus_outside_the_results_stays(mobile_page):
    mobile_page.goto("/results/")

    mobile_page.get_by_label("Outside").check()

    expect(mobile_page.get_by_role("heading", name="1 stories")).to_be_visible()
    expect(mobile_page.get_by_label("Outside")).to_be_focused()


def test_focus_goes_to_the_results_when_its_control_is_gone(mobile_page):
    mobile_page.goto("/results/")
    mobile_page.evaluate("document.getElementById('inside').checked = true")

    mobile_page.get_by_label("Fleeting").click()

    expect(mobile_page.get_by_role("heading", name="2 stories")).to_be_focused()


def test_without_javascript_all_is_there(no_js_page):
    no_js_page.goto("/every-field/")

    expect(no_js_page.get_by_text("Inside")).to_be_visible()
    expect(no_js_page.get_by_text("You can use up to 5 words")).to_be_visible()
    expect(no_js_page.get_by_role("toolbar")).to_have_count(0)
    expect(no_js_page.get_by_role("button", name="Show")).to_have_count(0)


def test_the_skip_link_leads_to_the_main_part(visitor):
    page = visitor(viewport={"width": 1280, "height": 800})
    page.goto("/about/")

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()
