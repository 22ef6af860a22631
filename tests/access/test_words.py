"""Every word of a page goes through gettext: a made-up language shows what does not."""

import re
from html.parser import HTMLParser

import pytest
from asgiref.local import Local
from django.apps import apps
from django.utils.translation import trans_real

from casestudies.stories.workflow import State
from portal.pages import rendering
from portal.pages.models import Page
from tests.access import asking, table, world

OPEN, SHUT = "⟦", "⟧"
SPOKEN = {"alt", "aria-label", "placeholder", "title"}
NAMES = {"Creating Light", "csrftoken", "device", "messages", "sessionid"}
ADDRESS = re.compile(r"https?://\S+")
LETTERS = re.compile("[a-zA-Z]{2}")
BETWEEN = re.compile(r"[,:;()·]| [-–] |^\d+\. |\. |“|”")  # noqa: RUF001
MADE_UP = ["portal", "taxonomy", "organisations", "accounts", "protocols", "telling"]
MADE_UP += ["learning", "networks", "pages", "stories", "post", "search"]


class Brackets:
    """The language of the site with brackets around all that it translates."""

    def __init__(self, real):
        self._real = real

    def __getattr__(self, name):
        return getattr(self._real, name)

    def gettext(self, message):
        return f"{OPEN}{self._real.gettext(message)}{SHUT}"

    def ngettext(self, one, many, number):
        return f"{OPEN}{self._real.ngettext(one, many, number)}{SHUT}"


class Outside(HTMLParser):
    """The texts and spoken attributes of a page that stand in no brackets."""

    def __init__(self, html):
        super().__init__()
        self.found, self._depth, self._skips = [], 0, False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        # A tspan holds one line of a longer text, such as a name in a picture.
        self._skips = tag in {"script", "style", "textarea", "option", "tspan"}
        for name, value in attrs:
            if name in SPOKEN and value and OPEN not in value:
                self.found += pieces(value)

    def handle_endtag(self, tag):
        self._skips = False

    def handle_data(self, data):
        for piece in re.split(f"([{OPEN}{SHUT}])", data):
            self._depth += {OPEN: 1, SHUT: -1}.get(piece, 0)
            if (
                self._depth == 0
                and not self._skips
                and (text := " ".join(piece.split()))
            ):
                self.found += pieces(text)


def pieces(text):
    """A text without its numbers and addresses, cut at what stands between parts."""
    parts = BETWEEN.split(" ".join(ADDRESS.sub("", text).split()))
    return {part.strip(" .-0123456789") for part in parts}


def strings(value):
    """Every text in a value of the database, however deep."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [text for one in value for text in strings(one)]
    return value.splitlines() if isinstance(value, str) else []


def written():
    """The pieces of all that somebody wrote into the database, and all of it in one."""
    texts = []
    for label in MADE_UP:
        for model in apps.get_app_config(label).get_models():
            texts += strings(list(model.objects.values_list()))
    for page in map(Page.of, Page.Key.values):
        # Markdown has other pieces than the page that is made of it.
        texts += [page.title, page.lead]
        texts += Outside(rendering.html(page.body)).found
    known = set().union(*map(pieces, texts))
    return known, " ".join(" ".join(texts).split())


VIEWS = [
    *(("teller", state) for state in [State.DRAFT, State.PUBLISHED]),
    *((role, State.SUBMITTED) for role in ["moderator", "administrator"]),
    ("anonymous", State.PUBLISHED),
]


@pytest.mark.parametrize(("role", "state"), VIEWS)
def test_no_word_is_beside_the_translation(role, state, monkeypatch):
    here = world.build(state)
    language = trans_real.translation("en-gb")
    monkeypatch.setitem(trans_real._translations, "en-gb", Brackets(language))
    # What Django keeps of the language in use is put back afterwards, too.
    monkeypatch.setattr(trans_real, "_default", None)
    monkeypatch.setattr(trans_real, "_active", Local())
    browser = asking.client(here.people[role])

    found = set()
    for one in table.OF_PEOPLE:
        for method in ("get", "post"):
            address = asking.address_of(one, here.kwargs)
            response, _changed = asking.ask(browser, method, address)
            texts = Outside(response.content.decode()).found
            found |= {(one.name, text) for text in texts if LETTERS.search(text)}

    known, whole = written()
    left = {one for one in found if one[1] not in known | NAMES}
    assert sorted(one for one in left if not is_quoted(one[1], whole)) == []


def is_quoted(text, whole):
    """A passage cut short; a word or two would be found by chance."""
    return len(text.split()) > 3 and text in whole
