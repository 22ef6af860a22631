"""Promise 4 of the design: a word of a draft is nowhere but with those who tell it."""

import logging

import pytest
from django.urls import reverse
from django.utils import timezone

from casestudies.moderation.queue import Tab
from casestudies.search import Selection
from casestudies.search.finding import find
from casestudies.stories.workflow import State
from portal.post.models import Message
from portal.record.models import Event
from tests import factories
from tests.access import asking, table, world
from tests.access.touring import ANSWERS, ECHO, WORD

# The tour meets every other person, at the addresses of the story itself.
OTHERS = ["anonymous", "stranger", "administrator"]
HIDDEN = [State.DRAFT, State.WITHDRAWN, world.HELD, world.UPDATED]


def walk(here, role):
    """The text of everything that a role gets, searching for the word by the way."""
    browser = asking.client(here.people[role])
    for address in [*ours(here), *of_the_desk(role), *of_libraries(role)]:
        response, _changed = asking.ask(browser, "get", address)
        yield address, asking.body(response, address)


def ours(here):
    """Every address of the site, whatever room it is of: see the table's own test."""
    for one in table.ADDRESSES:
        address = asking.address_of(one, here.kwargs)
        yield address if one.kind else f"{address}?q={WORD}"


def of_the_desk(role):
    queue = reverse("moderation:queue")
    searches = [f"{queue}?q={WORD}&show={tab}" for tab in Tab.values]
    return [queue, *searches] if role in {"moderator", "safeguarding"} else []


def of_libraries(role):
    """Lists of the administration, searched too, for who may open it."""
    if role == "administrator":
        for name, pattern in asking.addresses():
            if name.startswith("admin:") and name.endswith("_changelist"):
                yield f"/{pattern}?q={WORD}"


def seen_by(here, role):
    """Where a role meets the word, but for the echo of what they searched for."""
    return {address for address, text in walk(here, role) if WORD in ECHO.sub("", text)}


@pytest.mark.parametrize(
    ("role", "state"),
    [
        *(("anonymous", state) for state in HIDDEN),
        *((role, state) for role in OTHERS[1:] for state in HIDDEN[::2]),
    ],
)
def test_nobody_else_meets_a_word_of_a_story_that_is_not_up(role, state):
    here = world.build(state, answers=ANSWERS)

    assert seen_by(here, role) == set()


def test_a_moderator_meets_no_draft_that_was_never_sent():
    here = world.build(State.DRAFT, answers=ANSWERS)

    assert seen_by(here, "moderator") == set()


def test_a_moderator_meets_what_was_sent():
    here = world.build(State.SUBMITTED, answers=ANSWERS)

    met = seen_by(here, "moderator")

    assert reverse("moderation:queue") in met
    assert reverse("moderation:review", args=[here.revision.key]) in met


def test_a_moderator_meets_it_no_more_when_it_was_taken_back():
    here = world.build(State.SUBMITTED, answers=ANSWERS)
    revision = here.revision
    factories.actions.take_back(revision, by=here.people["teller"], seen=revision.lock)

    assert seen_by(here, "moderator") == set()


def test_its_tellers_do_meet_it():
    here = world.build(State.DRAFT, answers=ANSWERS)

    met = seen_by(here, "co-author")

    assert reverse("stories:telling", args=[here.inquiry.key]) in met
    assert f"{reverse('stories:mine')}?q={WORD}" in met


def test_search_neither_finds_nor_counts_it():
    world.build(State.PUBLISHED)
    before = find(Selection())
    world.build(State.DRAFT, answers=ANSWERS)
    world.build(State.SUBMITTED, answers=ANSWERS)

    after = find(Selection())

    assert find(Selection(words=WORD)).total == 0
    assert (after.total, after.counts) == (before.total, before.counts)


def test_pages_of_lists_stay_as_they_were(client):
    addresses = [
        asking.address_of(one, {"": {}}) for one in table.PUBLIC if not one.kind
    ]
    addresses = [address for address in addresses if "demo" not in address]
    before = [client.get(address).text for address in addresses]
    world.build(State.DRAFT, answers=ANSWERS)
    world.build(State.SUBMITTED, answers=ANSWERS)

    assert [client.get(address).text for address in addresses] == before


def test_neither_log_nor_record_nor_letters_to_others_hold_it(caplog):
    """What a look at each page writes to the log is a question of the tour."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, "django.request")
    here = world.build(State.SUBMITTED, answers=ANSWERS)
    list(walk(here, "moderator"))
    returned(here)

    tellers = {here.people["teller"].email, here.people["co-author"].email}
    holding = [one for one in Message.objects.all() if WORD in one.subject + one.body]
    assert {one.to for one in holding} == tellers
    assert WORD not in caplog.text
    assert not [line for line in Event.objects.values_list() if WORD in repr(line)]


def test_administrators_see_that_a_letter_failed_and_not_what_it_says():
    here = world.build(State.SUBMITTED, answers=ANSWERS)
    returned(here)
    Message.objects.update(sent_at=None, given_up_at=timezone.now())
    browser = asking.client(here.people["administrator"])
    of_admin = [
        reverse("admin:post_message_changelist"),
        *(
            reverse(f"admin:post_message_{page}", args=[letter.pk])
            for letter in Message.objects.all()
            for page in ["change", "history"]
        ),
    ]

    texts = [browser.get(at).text for at in [reverse("accounts:home"), *of_admin]]

    assert here.people["teller"].email in texts[0]
    assert not [text for text in texts if WORD in text]


def returned(here):
    """The moderator asks for changes, by letter to the tellers."""
    factories.actions.ask_for_changes(
        here.revision,
        by=here.people["moderator"],
        seen=here.revision.lock,
        digest=here.revision.digest,
        message="Please change one thing.",
        notes={"title": "Make it shorter."},
    )
