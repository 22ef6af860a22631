"""Ten people at every address of a story in one state, and what they got there.

One walk answers many questions, since asking is what takes the time.
"""

import logging
import re
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.urls import reverse

from casestudies.stories.workflow import State
from tests.access import asking, table, world

WORD = "Zyzzyva"
ANSWERS = {"title": f"Lunch with {WORD}", "story": f"On Monday {WORD} ate. All stayed."}
# The words that somebody typed into the address themselves.
ECHO = re.compile(f'“{WORD}”|value="{WORD}"|(?:q|name)(?:=|%3D){WORD}')
TELLERS = {"teller", "co-author"}
# Who may meet a word of the revision, beside those who tell the story.
READERS = {
    State.DRAFT: set(),
    world.UPDATED: set(),
    world.HELD: {"safeguarding"},
    State.PUBLISHED: set(world.ROLES),
}
METHODS = ("get", "post")
# What is another in every answer, whoever asks for whatever.
FLEETING = {"X-Request-ID", "Set-Cookie", "Content-Length", "Expires"}


@dataclass
class Tour:
    """``met`` and ``differing`` are triples of a role, an address and a method."""

    state: str
    got: dict = field(default_factory=dict)
    expected: dict = field(default_factory=dict)
    met: set = field(default_factory=set)
    differing: list = field(default_factory=list)
    is_logged: bool = False


def tour(state):
    """Needs the database, and leaves in it what it built."""
    here = world.build(state, answers=ANSWERS)
    found = Tour(state)
    browsers = {role: asking.client(who) for role, who in here.people.items()}
    with listening() as lines:
        for room, addresses in table.OF_STORIES.items():
            for one in addresses:
                for method in filter(one.takes, METHODS):
                    _ask_all(found, browsers, here, room, one, method)
    found.is_logged = any(WORD in line for line in lines)
    return found


def _ask_all(found, browsers, here, room, one, method):
    address = asking.address_of(one, here.kwargs)
    words = []
    for role, browser in browsers.items():
        response, changed = asking.ask(browser, method, address)
        words.append(asking.told(response, changed))
        if holds_word(response, address):
            found.met.add((role, one.name, method))
        if words[-1] in hidden(room, role) and role not in TELLERS:
            seen = seen_of(response, address)
            if seen != _of_nothing(browser, role, one, here, method):
                found.differing.append((role, one.name, method))
    found.got[one.name, method] = " ".join(words)
    found.expected[one.name, method] = one.expected(method, found.state)


def holds_word(response, address):
    return WORD in ECHO.sub("", asking.body(response, address))


def hidden(room, role):
    """At the desk all but who belongs there are turned away before a story is read."""
    at_the_desk = role in {"moderator", "safeguarding"}
    return {"403", "404"} if room == "desk" and not at_the_desk else {"404"}


def seen_of(response, address):
    """All that the asker can tell one answer from another by.

    Their own address is left out: each world gives them another.
    """
    headers = {name: value for name, value in response.items() if name not in FLEETING}
    own = getattr(response.wsgi_request.user, "email", "")
    body = asking.body(response, address)
    return response.status_code, headers, body.replace(own, "") if own else body


_nothing = {}


def _of_nothing(browser, role, one, here, method):
    """What the role gets for a thing that does not exist: the same in every state."""
    key = role, one.name, method
    if key not in _nothing:
        gone = reverse(one.name, kwargs=world.missing(here.kwargs[one.kind]))
        response, _changed = asking.ask(browser, method, gone)
        _nothing[key] = seen_of(response, gone)
    return _nothing[key]


@contextmanager
def listening():
    """Every line that is logged meanwhile, at every level."""
    lines, root = [], logging.getLogger()
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(repr(record.__dict__))
    before, root.level = root.level, logging.INFO
    root.addHandler(handler)
    try:
        yield lines
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
