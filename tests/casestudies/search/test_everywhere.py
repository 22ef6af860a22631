"""A story that is taken down is gone from every public address, in every process."""

import pytest
from django.test import Client

from casestudies.stories import actions
from casestudies.stories.workflow import State
from tests import factories
from tests.access import asking, table, world
from tests.casestudies.search import elsewhere

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

WORD = "quokka"
# Where the word must have been, or the test sees nothing.
SHOWN_ON = {
    "gallery:home",
    "gallery:list",
    "gallery:care-setting",
    "gallery:theme",
    "stories:detail",
    "tips:list",
    "tips:detail",
    "tips:cards",
    "feeds:stories",
}
# The same addresses with what a reader may ask them for.
ASKED = [f"?q={WORD}", f"?q={WORD[:4]}", "?theme=food-drink"]


def public_addresses(here):
    """(name, address) of all that anybody may read."""
    for one in table.ADDRESSES:
        if one.name.startswith(("post:", "running:")):  # of the demo, of machines
            continue
        answers = one.expected("get", State.PUBLISHED) or ""
        if answers.startswith("200"):
            address = asking.address_of(one, here.kwargs)
            is_asked = one.name.endswith((":list", ":suggest"))
            yield from ((one.name, address + words) for words in ASKED if is_asked)
            yield one.name, address


def shows(answer):
    """Whether the story's own word is there, and not only what was asked for."""
    _status, page = answer
    return f"tea with a {WORD}" in page.lower()


def test_a_story_taken_down_is_gone_from_every_public_address_at_once(settings):
    settings.KEPT_PAGES_MB = 32
    here = world.build(State.PUBLISHED, answers={"title": f"Tea with a {WORD}"})
    addresses = list(public_addresses(here))
    browser = Client()

    def first(address):
        answer = browser.get(address)
        return answer.status_code, answer.content.decode()

    with elsewhere.process() as second:
        asks = (first, second.get)
        before = {
            name
            for name, address in addresses
            for get in asks
            if shows(get(address)) and shows(get(address))
        }
        up = here.revision
        actions.withdraw(up, by=factories.moderator(), seen=up.lock, digest=up.digest)
        after = {
            address
            for _name, address in addresses
            for get in asks
            if shows(get(address))
        }

    assert before >= SHOWN_ON
    assert after == set()
