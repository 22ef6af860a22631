"""What the first view of a page costs a reader: bytes, jumps, and other sites."""

import gzip
from urllib.parse import urlsplit

import pytest

from tests.casestudies.gallery.library import many, story

pytestmark = pytest.mark.browser
SIZES = [{"width": 1280, "height": 900}, {"width": 375, "height": 812}]
AT_MOST = 150_000  # bytes, without pictures
HEADERS = 700  # bytes of an answer, about
TEXT = ("text/", "application/javascript", "image/svg+xml")
# Asked for before the page's own scripts run.
WATCH = """
window.jumps = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.jumps.push(
    [one.value, one.sources.map((each) => each.node && each.node.outerHTML).join()]
  );
}).observe({type: "layout-shift", buffered: true});
"""
PAGES = ["/", "/case-studies/", "/case-studies/?q=lunch", "/tips/", "/touch-points/"]


@pytest.fixture
def library():
    story("Tea for two", care_settings=["care-home"], themes=["carers"])
    return many(24)


def sent(answer):
    """Bytes as a real site sends them: text travels as gzip, fonts as they are."""
    body = answer.body()
    is_text = answer.headers.get("content-type", "").startswith(TEXT)
    return HEADERS + (len(gzip.compress(body, 6)) if is_text else len(body))


def test_the_first_view_of_the_gallery_is_light_and_asks_no_other_site(
    library, new_context, live_server
):
    page = new_context(viewport=SIZES[0]).new_page()
    answers = []
    page.on("response", lambda answer: answers.append(answer))

    page.goto("/case-studies/")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")

    sizes = {
        answer.url: sent(answer)
        for answer in answers
        if answer.request.resource_type != "image"
    }
    assert {urlsplit(answer.url).netloc for answer in answers} == {
        urlsplit(live_server.url).netloc
    }
    assert any(url.endswith(".woff2") for url in sizes)
    assert any(url.endswith(".css") for url in sizes)
    assert sum(sizes.values()) <= AT_MOST, sizes


@pytest.mark.parametrize("viewport", SIZES, ids=["desk", "phone"])
def test_nothing_jumps_while_a_page_comes(library, new_context, viewport):
    page = new_context(viewport=viewport).new_page()
    page.add_init_script(WATCH)
    jumps = {}
    for address in PAGES:
        page.goto(address)
        page.evaluate("document.fonts.ready")
        page.wait_for_load_state("networkidle")
        jumps[address] = page.evaluate("window.jumps")

    assert {address: found for address, found in jumps.items() if found} == {}
