"""Promises 4 and 9 of the design: who gets what at every address, and by which verb."""

from types import SimpleNamespace

import pytest
from django.db import transaction
from django.urls import reverse

from casestudies.stories.workflow import State
from tests.access import asking, table, touring, world
from tests.access.conftest import addresses_of

REFUSED = ("put", "patch", "delete", "options", "trace")


@pytest.fixture(scope="module", params=world.STATES + world.OTHER_STATES)
def tour(request, django_db_setup, django_db_blocker):
    """One walk for all that is asked of a state."""
    with django_db_blocker.unblock(), addresses_of(demo=True), transaction.atomic():
        found = touring.tour(request.param)
        transaction.set_rollback(True)
    return found


@pytest.fixture
def published():
    here = world.build(State.PUBLISHED)
    browsers = {role: asking.client(who) for role, who in here.people.items()}
    return SimpleNamespace(kwargs=here.kwargs, browsers=browsers)


def test_the_table_names_every_address_and_no_other():
    named = [one.name for one in table.ADDRESSES]
    ours = [
        name
        for name, _pattern in asking.addresses()
        if not name.startswith(table.GROUPS)
    ]

    assert sorted(named) == sorted(ours)


def test_every_state_of_a_revision_is_asked():
    """Nothing waits for a sign-off yet: no verb leads there."""
    asked = set(world.STATES + world.OTHER_STATES)

    assert set(State) - asked == {State.AWAITING_SIGN_OFF}


def test_only_the_demo_has_a_mailbox_that_everybody_can_read():
    in_the_demo = {name for name, _pattern in asking.addresses()}
    with addresses_of(demo=False):
        elsewhere = {name for name, _pattern in asking.addresses()}

    assert in_the_demo - elsewhere == {"post:mailbox", "post:message"}


@pytest.mark.parametrize("method", touring.METHODS)
def test_who_may_not_see_a_thing_cannot_tell_whether_there_is_one(published, method):
    """Requests, letters, words, pages: whatever is no story's own."""
    asked, differing = set(), []
    for one in table.ADDRESSES:
        address = asking.address_of(one, published.kwargs)
        gone = reverse(one.name, kwargs=world.missing(published.kwargs[one.kind]))
        if one.kind in table.KINDS_OF_STORIES or gone == address:
            continue
        words = one.expected(method, State.PUBLISHED).split()
        for word, role in zip(words, world.ROLES, strict=True):
            if word in {"403", "404"} and one.kind not in shown_to(role):
                browser = published.browsers[role]
                there = asking.ask(browser, method, address)[0]
                nothing = asking.ask(browser, method, gone)[0]
                if touring.seen_of(there, address) != touring.seen_of(nothing, gone):
                    differing.append((role, one.name))
                asked.add(one.kind)

    assert differing == []
    assert asked > {"synonyms"}


def shown_to(role):
    """Kinds of things that a page of theirs shows this role anyway."""
    number = world.ROLES.index(role)
    return {
        one.kind
        for one in table.ADDRESSES
        if one.expected("get", State.PUBLISHED).split()[number] == "200"
    }


@pytest.mark.parametrize("method", touring.METHODS)
def test_each_role_gets_what_the_table_says(published, method):
    """What a method is not there for is so in every state: it is looked at first."""
    got, expected = {}, {}
    for one in table.ADDRESSES:
        if one.kind not in table.KINDS_OF_STORIES or not one.takes(method):
            address = asking.address_of(one, published.kwargs)
            got[one.name] = " ".join(
                asking.told(*asking.ask(browser, method, address))
                for browser in published.browsers.values()
            )
            expected[one.name] = one.expected(method, State.PUBLISHED)

    assert got == expected


def test_each_role_gets_what_the_table_says_of_a_story(tour):
    assert tour.got == tour.expected


def test_what_is_hidden_answers_like_what_does_not_exist(tour):
    assert tour.differing == []


def test_nobody_meets_a_word_of_a_story_that_may_not_read_it(tour):
    readers = touring.READERS.get(tour.state, {"moderator"}) | touring.TELLERS

    assert not [who for who in tour.met if who[0] not in readers]
    assert {role for role, _name, _method in tour.met} == readers - {"unproven"}


def test_no_word_of_a_story_is_in_the_log(tour):
    assert not tour.is_logged


def test_a_head_gets_what_a_get_gets_and_changes_nothing(published):
    """No view asks whether it is a HEAD, so one state stands for all."""
    for one in table.ADDRESSES:
        address = asking.address_of(one, published.kwargs)
        expected = one.expected("get", State.PUBLISHED).split()
        for (role, browser), word in zip(
            published.browsers.items(), expected, strict=True
        ):
            response, changed = asking.ask(browser, "head", address)

            assert asking.told(response, changed) == word, (one.name, role)
            assert response.content == b""


@pytest.mark.parametrize("method", REFUSED)
def test_no_other_verb_is_taken_from_anybody_anywhere(
    published, method, django_assert_num_queries
):
    """Nobody and nothing is looked up for it, so one state stands for all."""
    addresses = [asking.address_of(one, published.kwargs) for one in table.ADDRESSES]
    addresses += ["/admin/", "/account/login/", "/static/css/site.css", "/nowhere/"]
    with django_assert_num_queries(0):
        for browser in published.browsers.values():
            for address in addresses:
                response = getattr(browser, method)(address)

                assert response.status_code == 405
                assert response["Allow"] == "GET, HEAD, POST"


def test_no_get_of_the_table_may_change_anything():
    words = [
        answers
        for one in table.ADDRESSES
        for answers in ([one.get] if isinstance(one.get, str) else one.get.values())
    ]

    assert not [word for word in words if "!" in word]
