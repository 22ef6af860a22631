"""The addresses of the libraries, as groups: accounts, second factors, admin."""

import re

import pytest

from casestudies.stories.workflow import State
from tests import factories
from tests.access import asking, reading, table, world

FOR_VISITORS = {
    "account_inactive",
    "account_login",
    "account_password_reset_completed",
    "account_request_login_code",
    "account_reset_password",
    "account_signup",
}
ARGUMENT = re.compile(r"<path:\w+>|<int:\w+>|\(\[\^/\]\+\)|\(\?P<url>\.\*\)")
APP = re.compile(r"\(\?P<app_label>(\w+)[^)]*\)")


def of_libraries(*prefixes):
    """Pairs of a name and a path, with 1 for every argument."""
    return [
        (
            name,
            "/"
            + APP.sub(r"\1", ARGUMENT.sub("1", pattern)).strip("^$").replace("^", ""),
        )
        for name, pattern in asking.addresses()
        if name.startswith(prefixes)
    ]


def ask_each(person, method, *prefixes):
    """The word for each address, with ``!`` where something was changed."""
    return {  # signed in each time, since some of these sign out
        (name, path): asking.told(*asking.ask(asking.client(person), method, path))
        for name, path in of_libraries(*prefixes)
    }


@pytest.mark.parametrize("method", ["get", "post"])
def test_visitors_reach_the_pages_that_let_them_in_and_no_other(method):
    words = ask_each(None, method, *table.GROUPS)

    open_to_all = {name for (name, _path), word in words.items() if word == "200"}
    assert open_to_all <= FOR_VISITORS
    assert set(words.values()) <= {"200", "302", "login", "405"}
    if method == "get":
        assert open_to_all == FOR_VISITORS


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ["teller", "moderator"])
def test_nobody_but_administrators_sees_the_administration(role, method):
    person = world.build(State.PUBLISHED).people[role]

    words = ask_each(person, method, "admin:")

    assert set(words.values()) == {"302", "403"}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ["teller", "moderator", "administrator"])
def test_neither_a_get_nor_an_empty_form_changes_an_account(role, method):
    person = world.build(State.PUBLISHED).people[role]

    words = ask_each(person, method, "account_", "mfa_", "usersessions_")

    assert not [name for name, word in words.items() if "!" in word]


@pytest.mark.parametrize("role", ["anonymous", "teller", "moderator"])
def test_method_45_account_pages_with_a_form_show_the_worry_note_and_others_not(role):
    person = world.build(State.PUBLISHED).people[role]
    with_form, with_note = set(), set()

    for name, path in of_libraries("account_", "mfa_", "usersessions_"):
        response, _changed = asking.ask(asking.client(person), "get", path)
        page = reading.Page(response.content.decode())
        if page.has_own_form():
            with_form.add(name)
        if "worry-heading" in page.all("id"):
            with_note.add(name)

    assert with_form
    assert with_note == with_form


@pytest.mark.parametrize("method", ["get", "post"])
def test_administrators_find_what_is_theirs_and_change_nothing_by_looking(method):
    person = world.build(State.PUBLISHED).people["administrator"]

    words = ask_each(person, method, "admin:")

    assert not [name for name, word in words.items() if "!" in word]
    opened = {name for (name, _path), word in words.items() if word == "200"}
    lists = {name for name in opened if name.endswith("_changelist")}
    assert {name.split(":")[1].split("_")[0] for name in lists} == {
        "accounts", "organisations", "post", "record", "taxonomy",
    }  # fmt: skip
    assert not {name for name in opened if name.endswith("_delete")}
    added = {name.split("_")[0] for name in opened if name.endswith("_add")}
    assert added <= {"admin:taxonomy", "admin:organisations"}


@pytest.mark.parametrize("make", [factories.moderator, factories.administrator])
def test_without_a_second_factor_every_page_leads_to_setting_it_up(make):
    here = world.build(State.SUBMITTED)
    person = make()
    person.authenticator_set.all().delete()
    browser = asking.client(person)

    for one in table.ADDRESSES:
        response, changed = asking.ask(
            browser, "post", asking.address_of(one, here.kwargs)
        )

        assert response.url == "/account/2fa/", one.name
        assert not changed
