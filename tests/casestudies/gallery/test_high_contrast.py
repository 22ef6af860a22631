"""Public pages where a visitor's own colours stand in place of ours."""

import pytest

from casestudies.stories.models import CaseStudy
from tests.casestudies.gallery.library import story

pytestmark = pytest.mark.browser
PAGES = [
    "/",
    "/case-studies/?q=lunch&theme=food-drink",
    "/map/",
    "/insights/coverage/",
    "/learning/",
]
# axe reads the colour of a text from a property that Chromium leaves as it was, though
# the text is drawn in the forced colour: set it to what is drawn.
AS_DRAWN = """() => {
  for (const one of document.body.querySelectorAll("*"))
    one.style.webkitTextFillColor = getComputedStyle(one).color;
}"""


def test_axe_finds_nothing_in_forced_colours(visitor, axe):
    story(is_example=True)
    page = visitor(forced_colors="active", color_scheme="dark")

    for address in [*PAGES, CaseStudy.objects.get().get_absolute_url()]:
        page.goto(address)
        page.evaluate(AS_DRAWN)
        axe(page)
