"""From a gap in the coverage to a question set that knows of it, in a browser."""

import pytest
from playwright.sync_api import expect

from inquiry.telling.models import Inquiry
from tests import factories
from tests.browser import WIDTH, ZOOMED
from tests.casestudies.gallery.library import story

pytestmark = pytest.mark.browser
TABLE = "/insights/coverage/?table=partners-and-nations"
WIDE = "/insights/coverage/?table=boards-and-partners"


@pytest.mark.parametrize("address", ["/insights/", TABLE, WIDE])
def test_at_400_per_cent_axe_finds_nothing_and_nothing_runs_off_the_screen(
    visitor, axe, address
):
    story(is_example=True)
    page = visitor(**ZOOMED)
    page.goto(address)

    axe(page)
    assert page.evaluate(WIDTH) <= 320


def test_axe_finds_nothing_on_the_pages_of_alliances(visitor, axe):
    network = factories.NetworkFactory(is_example=True)
    page = visitor(user=factories.moderator())

    for address in [
        "/insights/networks/",
        network.get_absolute_url(),
        f"/insights/networks/{network.slug}/members/?q=friends",
        f"/insights/networks/{network.slug}/edit/",
    ]:
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_a_wide_table_scrolls_by_keyboard_in_a_region_with_a_name(visitor):
    page = visitor()
    page.goto(WIDE)
    region = page.get_by_role("region", name="Integrated care boards, by kind")

    region.focus()
    page.keyboard.press("ArrowRight")

    expect(region).to_be_focused()
    page.wait_for_function("document.querySelector('.cl-scroll').scrollLeft > 0")


def test_a_gap_leads_to_a_filled_in_question_set(visitor, axe):
    member = factories.MembershipFactory()
    page = visitor(user=member.user)

    page.goto("/insights/")
    page.get_by_role("link", name="Kinds of partner, by nation").click()
    gap = "No stories from hospices in Wales yet: could you tell one?"
    page.get_by_role("region").get_by_role("link", name=gap).click()
    expect(page.get_by_text("Kind of partner: Hospice charity")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Begin with these questions").click()
    expect(page.get_by_role("checkbox", name="Nation: Wales")).to_be_checked()
    axe(page)
    page.get_by_role("button", name="Begin").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Your story")
    assert Inquiry.objects.get().known == {"partner_type": "hospice", "nation": "wales"}


def test_all_of_it_works_without_javascript(no_js_page):
    story("Ward", care_settings=["hospital-ward"])
    no_js_page.goto("/insights/")

    no_js_page.get_by_role("link", name="Themes, by care setting").click()
    no_js_page.get_by_role("link", name="1 story here").first.click()

    expect(no_js_page.get_by_role("link", name="Ward", exact=True)).to_be_visible()
