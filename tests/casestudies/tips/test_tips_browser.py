"""Tips in a browser: found by keyboard, picked, and printed on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.casestudies.tips.test_list import told

pytestmark = pytest.mark.browser
DESKTOP = {"width": 1280, "height": 900}
LONG = "Aremarkablylongwordwithoutasinglespaceinit" * 2


@pytest.fixture
def shelf(db):
    told("Lay a cloth.", "Sit down.", title=LONG, is_example=True)
    return told("Sing.", "Walk slowly.").revisions.get().tips.first()


def test_axe_finds_nothing_and_nothing_runs_off_the_screen(visitor, axe, shelf):
    page = visitor(viewport={"width": 320, "height": 640})
    for address in (
        "/tips/",
        "/tips/?q=sing&theme=unheard-of",
        "/tips/?q=zebra",
        "/tips/cards/",
        shelf.get_absolute_url(),
    ):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_from_a_filter_by_keyboard_to_cards_on_paper(visitor, shelf):
    page = visitor(viewport=DESKTOP)
    page.goto("/tips/")

    page.get_by_label("How big is it?").select_option("nhs")
    page.get_by_role("button", name="Show their tips").press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]size=nhs"))
    for text in ("Sing.", "Lay a cloth."):
        page.get_by_role("checkbox", name=re.compile(f"To print.*{text}")).press(
            "Space"
        )
    page.get_by_role("button", name="Print as cards").press("Enter")

    expect(page.locator(".cl-sheet__card")).to_have_count(2)
    expect(page.get_by_role("button", name="Print the cards")).to_be_visible()
    assert sheets(page) == 1


def test_eight_cards_go_on_a_sheet_of_a4(visitor, shelf):
    for number in range(4):
        told(*(f"Tip {number} {at}, in a sentence of some words." for at in range(4)))
    page = visitor(viewport=DESKTOP)
    page.goto("/tips/cards/")
    cards = page.locator(".cl-sheet__card").count()

    assert cards == 20
    assert sheets(page) == 3


def sheets(page):
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_filters_swap_the_results_in_place(visitor, shelf):
    page = visitor(viewport=DESKTOP)
    page.goto("/tips/")
    page.evaluate("window.sameDocument = true")

    page.get_by_label("Search the tips").fill("cloth")
    page.get_by_label("Search the tips").press("Enter")

    expect(page.get_by_role("heading", name="Tips from 1 story here")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page).to_have_title("Tips about “cloth” - Creating Light")
    assert page.evaluate("window.sameDocument")


def test_without_javascript_it_is_all_there(visitor, shelf):
    page = visitor(java_script_enabled=False)
    page.goto("/tips/")

    page.get_by_label("Where do you work?").select_option("hospital-ward")
    page.get_by_role("button", name="Show their tips").click()
    expect(page).to_have_url(re.compile("care_setting=hospital-ward"))
    page.get_by_role("link", name="Sing.").click()

    expect(page.get_by_role("heading", level=1, name="Sing.")).to_be_visible()
    expect(page.locator("[data-text]")).to_contain_text(shelf.get_absolute_url())
    expect(page.get_by_role("button", name="Copy: The address")).to_have_count(0)


def test_the_address_of_a_tip_is_copied_or_selected(visitor, shelf):
    page = visitor(viewport=DESKTOP, permissions=["clipboard-write", "clipboard-read"])
    page.goto(shelf.get_absolute_url())

    page.get_by_role("button", name="Copy: The address").click()

    expect(page.get_by_role("status")).to_have_text("It is copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(shelf.get_absolute_url())
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name="Copy: The address").click()
    expect(page.get_by_role("status")).to_contain_text("Press Ctrl and C")
    assert page.evaluate("String(window.getSelection())") == copied
