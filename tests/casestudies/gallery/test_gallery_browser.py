"""The gallery in a browser: with and without JavaScript, by keyboard, on a phone."""

import pytest
from playwright.sync_api import expect

from portal.taxonomy.models import CareSetting, Region
from tests.browser import WIDTH, ZOOMED
from tests.casestudies.gallery.library import many, story, story_of

pytestmark = pytest.mark.browser
DESKTOP = {"width": 1280, "height": 900}
PAGES = [
    "/",
    "/case-studies/",
    "/case-studies/?q=lunch&theme=food-drink&theme=unheard-of",
    "/case-studies/?q=zebra&theme=carers",
    "/case-studies/?q=lnch&view=list&year_from=2020",
    "/case-studies/?view=list",
    "/map/",
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
def test_at_400_per_cent_axe_finds_nothing_and_nothing_runs_off_the_screen(
    visitor, axe, address
):
    title = "Aremarkablylongheadlinewithoutasinglespaceinit" * 2
    story(title=title, is_example=True)
    page = visitor(**ZOOMED)
    page.goto(address)

    axe(page)
    assert page.evaluate(WIDTH) <= 320


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
    expect(page.locator("#results-said[role=status]")).to_have_text("1 story here")
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
    done = mobile_page.get_by_role("button", name="Show the stories (1 story here)")
    expect(done).to_be_in_viewport()
    done.click()

    expect(mobile_page.get_by_role("link", name="Remove filter")).to_be_visible()
    expect(box).to_be_hidden()


def test_the_sheet_of_a_phone_keeps_focus_and_escape_closes_it(mobile_page, axe):
    story()
    mobile_page.goto("/case-studies/")
    mobile_page.get_by_text("Filter the stories").click()
    sheet = mobile_page.locator(".cl-facets--sheet")
    expect(sheet).to_be_visible()
    axe(mobile_page)

    for _stop in range(6):
        mobile_page.keyboard.press("Shift+Tab")
        assert mobile_page.evaluate(
            "document.activeElement === document.body"
            " || !!document.activeElement.closest('#filters')"
        )
    sheet.locator("summary").first.focus()
    mobile_page.keyboard.press("Escape")

    expect(sheet).to_have_count(0)
    expect(mobile_page.get_by_role("link", name="Lunch at one table")).to_be_visible()


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
    page.get_by_text("Year it was told").first.click()
    page.get_by_label("From").select_option(index=1)
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("heading", name="1 story here")).to_be_visible()


def test_a_term_is_found_in_a_long_list(visitor):
    for setting in CareSetting.objects.values_list("slug", flat=True):
        story(care_settings=[setting])
    page = visitor(viewport=DESKTOP)
    page.goto("/case-studies/")
    lists = page.locator("#facet-care_setting")

    lists.get_by_label("Find in this list").fill("hosp war")

    expect(lists.get_by_role("checkbox")).to_have_count(1)
    expect(lists.get_by_role("status")).to_have_text("1 of them fits")
    lists.get_by_label("Find in this list").press("Enter")
    lists.get_by_role("checkbox", name="Hospital ward").check()
    expect(page.get_by_role("heading", name="1 story here")).to_be_visible()
    expect(lists.get_by_label("Find in this list")).to_have_value("hosp war")
    expect(lists.get_by_role("checkbox")).to_have_count(1)


def options(page):
    """Those that are offered; the years to choose from are options too."""
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


@pytest.mark.parametrize("address", ["/", "/case-studies/"])
def test_suggestions_are_a_combobox(visitor, axe, address):
    story("Singing on the ward")
    story("Singing at home")
    page = visitor(viewport=DESKTOP)
    page.goto(address)
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "false")

    box.press_sequentially("sing")

    expect(options(page)).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    said = page.get_by_role("status").filter(has_text="2 suggestions")
    expect(said).to_have_text("2 suggestions. Use the arrow keys to choose one.")
    axe(page)
    box.press("ArrowUp")
    last = options(page).and_(page.locator("[aria-selected=true]"))
    expect(last).to_have_text("Singing on the ward")
    assert box.get_attribute("aria-activedescendant") == last.get_attribute("id")
    box.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(box).to_have_value("sing")
    box.press("ArrowDown")
    expect(options(page).and_(page.locator("[aria-selected=true]"))).to_have_text(
        "Singing at home"
    )
    axe(page)
    box.press("Enter")

    expect(page.get_by_role("heading", level=1, name="Singing at home")).to_be_visible()


def test_enter_without_a_choice_searches_as_before(visitor):
    story("Singing on the ward")
    page = visitor(viewport=DESKTOP)
    page.goto("/case-studies/")

    page.get_by_role("combobox").press_sequentially("singi")
    expect(options(page)).to_have_count(1)
    page.get_by_role("combobox").press("Enter")

    expect(page).to_have_title("Stories about “singi” - Creating Light")
    expect(options(page)).to_have_count(0)


def test_the_map_works_by_keyboard_and_in_forced_colours(visitor):
    ward = Region.objects.get(slug="midlands")
    story_of("Here", terms={}, nation=ward.nation, region=ward)
    page = visitor(viewport=DESKTOP, forced_colors="active")
    page.goto("/map/")

    tile = page.get_by_role("link", name="Midlands 1 story here")
    tile.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="1 story here")).to_be_visible()
    assert page.url.endswith("/case-studies/?region=midlands")


@pytest.mark.parametrize("address", ["/case-studies/", "/map/"])
def test_nothing_moves_while_the_page_comes(visitor, address):
    story()
    page = visitor(viewport=DESKTOP)
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => { for (const one of"
        " list.getEntries()) window.moved += one.value; })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(address)
    page.wait_for_load_state("networkidle")

    assert page.evaluate("window.moved") < 0.01
