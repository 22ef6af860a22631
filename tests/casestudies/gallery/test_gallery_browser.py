"""The gallery in a browser: with and without JavaScript, by keyboard, on a phone."""

import pytest
from playwright.sync_api import expect

from tests.casestudies.gallery.library import many, story

pytestmark = pytest.mark.browser
DESKTOP = {"width": 1280, "height": 900}
PAGES = [
    "/",
    "/case-studies/",
    "/case-studies/?q=lunch&theme=food-drink&theme=unheard-of",
    "/case-studies/?q=zebra&theme=carers",
    "/care-settings/",
    "/care-settings/hospital-ward/",
    "/themes/",
    "/themes/digital-help/",
    "/learning/make-the-case/",
    "/touch-points/",
    "/touch-points/waiting/",
    "/enablers/trust-over-time/",
    "/partner-types/hospital-friends/",
]


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(mobile_page, axe, address):
    story(is_example=True)
    mobile_page.goto(address)

    axe(mobile_page)


@pytest.mark.parametrize("address", PAGES)
def test_nothing_runs_off_a_narrow_screen(visitor, address):
    story(title="Aremarkablylongheadlinewithoutasinglespaceinit" * 2)
    page = visitor(viewport={"width": 320, "height": 640})
    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_ticking_a_box_swaps_the_results_and_keeps_focus(visitor):
    story("Ward", care_settings=["hospital-ward"], themes=["food-drink"])
    story("Home", care_settings=["care-home"], themes=["carers"])
    page = visitor(viewport=DESKTOP)
    page.goto("/case-studies/?utm_source=x")
    page.evaluate("window.sameDocument = true")
    page.locator("#facet-nation > summary").click()

    box = page.get_by_role("checkbox", name="Hospital ward")
    box.focus()
    page.keyboard.press("Space")

    expect(page.get_by_role("heading", name="1 story here")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("1 story here")
    expect(page.get_by_role("link", name="Home")).to_have_count(0)
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    expect(page.get_by_role("checkbox", name="Unpaid carers")).to_have_count(0)
    assert page.locator("#facet-nation").get_attribute("open") is not None
    assert page.url.endswith("/case-studies/?care_setting=hospital-ward")
    assert page.evaluate("window.sameDocument")


def test_a_chip_takes_its_filter_off_and_focus_goes_to_the_results(visitor):
    story("Ward", care_settings=["hospital-ward"])
    story("Home", care_settings=["care-home"])
    page = visitor(viewport=DESKTOP)
    page.goto("/case-studies/?care_setting=hospital-ward")
    page.evaluate("window.sameDocument = true")

    page.get_by_role("link", name="Remove filter: Care setting, Hospital ward").click()

    heading = page.get_by_role("heading", name="2 stories here")
    expect(heading).to_be_focused()
    expect(page.get_by_role("checkbox", name="Hospital ward")).not_to_be_checked()
    assert page.evaluate("window.sameDocument")


def test_searching_changes_title_and_address_and_back_returns(visitor):
    story("Singing")
    story("Lunch")
    page = visitor(viewport=DESKTOP)
    page.goto("/case-studies/")

    page.get_by_label("Search the stories").fill("singing")
    page.get_by_label("Search the stories").press("Enter")

    expect(page.get_by_role("heading", name="1 story here")).to_be_visible()
    expect(page).to_have_title("Stories about “singing” - Creating Light")
    assert page.url.endswith("/case-studies/?q=singing")
    page.get_by_role("link", name="Singing").click()
    expect(page.get_by_role("heading", level=1, name="Singing")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="1 story here")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="2 stories here")).to_be_visible()
    expect(page).to_have_title("Stories - Creating Light")


def test_pages_are_turned_with_the_results_in_sight(visitor):
    many(25)
    page = visitor(viewport=DESKTOP)
    page.goto("/case-studies/")

    page.get_by_role("link", name="Next page").click()

    expect(page).to_have_title("Stories (page 2 of 2) - Creating Light")
    expect(page.get_by_role("article")).to_have_count(5)
    expect(page.get_by_role("heading", name="25 stories here")).to_be_in_viewport()


def test_a_phone_begins_with_the_filters_closed(mobile_page):
    story()
    mobile_page.goto("/case-studies/")
    box = mobile_page.get_by_role("checkbox", name="Hospital ward")
    expect(box).to_be_hidden()

    mobile_page.get_by_text("Filter the stories").click()
    box.check()

    expect(mobile_page.get_by_role("link", name="Remove filter")).to_be_visible()
    expect(box).to_be_visible()


def test_everything_works_without_javascript(visitor):
    story("Ward", care_settings=["hospital-ward"])
    story("Home", care_settings=["care-home"])
    page = visitor(java_script_enabled=False)

    page.goto("/")
    page.get_by_label("Find a story like yours").fill("table")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="2 stories here")).to_be_visible()
    page.get_by_role("checkbox", name="Care home").check()
    page.get_by_role("button", name="Apply filters").click()

    expect(page.get_by_role("link", name="Home", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="1 story here")).to_be_visible()
