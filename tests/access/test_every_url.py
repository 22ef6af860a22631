"""Promises 4 and 9 of the design: who gets what at every address, and by which verb."""

import importlib

import pytest
from django.urls import clear_url_caches, reverse

from casestudies.stories.workflow import State
from portal import urls
from tests.access import asking, table, world


def ask_all(addresses, state):
    """What the roles got at each address and what they should, as two tables."""
    here = world.build(state)
    browsers = [asking.client(here.people[role]) for role in world.ROLES]
    got, expected = {}, {}
    for one in addresses:
        address = asking.address_of(one, here.kwargs)
        for method in ("get", "post"):
            answers = [asking.ask(browser, method, address) for browser in browsers]
            got[one.name, method] = " ".join(asking.told(*each) for each in answers)
            expected[one.name, method] = one.expected(method, state)
    return got, expected


def test_the_table_names_every_address_and_no_other():
    named = [one.name for one in table.ADDRESSES]
    ours = [
        name
        for name, _pattern in asking.addresses()
        if not name.startswith(table.GROUPS)
    ]

    assert sorted(named) == sorted(ours)


def test_only_the_demo_has_a_mailbox_that_everybody_can_read(settings):
    in_the_demo = {name for name, _pattern in asking.addresses()}
    settings.DEMO = False
    importlib.reload(urls)
    clear_url_caches()

    elsewhere = {name for name, _pattern in asking.addresses()}

    assert in_the_demo - elsewhere == {"post:mailbox", "post:message"}


@pytest.mark.parametrize(
    "addresses",
    [
        table.PUBLIC,
        table.LEARNING,
        table.NETWORKS,
        table.PAGES,
        table.MACHINES,
        table.PEOPLE,
    ],
    ids=["public", "learning", "networks", "pages", "machines", "people"],
)
def test_each_role_gets_what_the_table_says(addresses):
    got, expected = ask_all(addresses, State.PUBLISHED)

    assert got == expected


@pytest.mark.parametrize("state", world.STATES)
@pytest.mark.parametrize("room", table.OF_STORIES)
def test_each_role_gets_what_the_table_says_of_a_story(room, state):
    got, expected = ask_all(table.OF_STORIES[room], state)

    assert got == expected


def test_no_get_of_the_table_may_change_anything():
    words = [
        answers
        for one in table.ADDRESSES
        for answers in ([one.get] if isinstance(one.get, str) else one.get.values())
    ]

    assert not [word for word in words if "!" in word]


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED])
@pytest.mark.parametrize("room", table.OF_STORIES)
def test_what_is_hidden_answers_like_what_does_not_exist(room, state):
    here = world.build(state)

    for role in world.ROLES:
        browser = asking.client(here.people[role])
        for one in table.OF_STORIES[room]:
            for method in ("get", "post"):
                word = one.expected(method, state).split()[world.ROLES.index(role)]
                if word in hidden(room, role):
                    kwargs = here.kwargs[one.kind]
                    seen = answer(browser, method, one.name, kwargs)
                    gone = answer(browser, method, one.name, world.missing(kwargs))
                    assert seen == gone, (role, one.name, method)


def hidden(room, role):
    """At the desk all but moderators are turned away before anything is looked up."""
    return {"404", "403"} if room == "desk" and role != "moderator" else {"404"}


def answer(browser, method, name, kwargs):
    address = reverse(name, kwargs=kwargs)
    response, _changed = asking.ask(browser, method, address)
    return response.status_code, asking.body(response, address)
