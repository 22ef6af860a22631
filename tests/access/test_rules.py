"""Each rule opens or shuts something that the table sees: said always yes, it shows.

A rule that nothing turns on would be a lock that nobody tries.
"""

import sys

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from rules import Predicate
from rules.permissions import permissions

from casestudies.stories.workflow import State
from tests import factories
from tests.access import asking, table, world
from tests.access.world import HELD

# By the rule: where it is asked, by which method, and by whom.
OF_SUBMITTED = {
    "stories.moderate": ("moderation:queue", "get", "safeguarding"),
    "stories.come_in": ("moderation:review", "get", "stranger"),
    "stories.decide": ("moderation:claim", "post", "interested"),
    "stories.decline": ("moderation:decline", "post", "interested"),
    "stories.publish": ("moderation:publish", "post", "interested"),
    "stories.unhold": ("moderation:unhold", "post", "moderator"),
    "stories.release": ("moderation:release", "post", "moderator"),
    "stories.restore": ("moderation:restore", "post", "moderator"),
    "telling.name_co_author": ("telling:co-authors", "post", "co-author"),
    "organisations.edit": ("organisations:edit", "get", "stranger"),
    "organisations.decide": ("organisations:decide", "post", "colleague"),
    "organisations.decide_all": ("accounts:home", "get", "stranger"),
    "learning.edit": ("learning:add", "get", "stranger"),
    "search.keep_words": ("moderation:words", "get", "stranger"),
    "networks.edit": ("networks:add", "get", "stranger"),
    "pages.edit": ("pages:edit", "get", "stranger"),
    "post.retry": ("accounts:mail-again", "post", "stranger"),
    "stories.rules.is_teller": ("moderation:claim", "post", "moderator"),
    "stories.rules.has_told": ("moderation:claim", "post", "moderator"),
    "stories.rules.is_of_a_partner": ("moderation:claim", "post", "moderator"),
    "stories.rules.is_disinterested": ("moderation:claim", "post", "interested"),
    "stories.rules.may_decide": ("moderation:claim", "post", "interested"),
    "stories.rules.may_safeguard": ("moderation:unhold", "post", "moderator"),
    "stories.rules.was_taken_down_by_a_moderator": (
        "moderation:restore", "post", "moderator"),
    "stories.rules.has_claimed": ("moderation:release", "post", "moderator"),
    "stories.rules.is_forgotten": ("moderation:release", "post", "moderator"),
    "stories.rules.is_lead": ("moderation:release", "post", "moderator"),
    "stories.rules.is_held": ("moderation:review", "get", "moderator"),
    "accounts.rules.is_moderator": ("moderation:queue", "get", "stranger"),
    "accounts.rules.is_lead_moderator": ("moderation:queue", "get", "stranger"),
    "accounts.rules.is_administrator": ("learning:add", "get", "stranger"),
    "accounts.rules.is_safeguarding_contact": ("moderation:queue", "get", "stranger"),
    "accounts.rules.needs_second_factor": ("stories:mine", "get", "teller"),
    "organisations.rules.is_owner": ("organisations:edit", "get", "colleague"),
    "organisations.rules.owns_its_organisation": (
        "organisations:decide", "post", "colleague"),
    "organisations.rules.is_own": ("organisations:decide", "post", "teller"),
}  # fmt: skip
OF_DRAFT = {
    "telling.move": ("telling:move", "get", "co-author"),
    "telling.discard": ("telling:discard", "get", "co-author"),
    "telling.rules.began_it": ("telling:move", "get", "co-author"),
    "stories.submit": ("stories:check", "post", "co-author"),
    "stories.rules.has_verified_address": ("stories:check", "post", "co-author"),
}
OF_HELD = {
    "stories.read": ("moderation:review", "get", "moderator"),
    "stories.hold": ("moderation:hold", "post", "safeguarding"),
    "stories.safeguard": ("moderation:queue", "get", "moderator"),
}
BY_STATE = {State.SUBMITTED: OF_SUBMITTED, State.DRAFT: OF_DRAFT, HELD: OF_HELD}
# The view finds the object among the person's own, so that to anybody else it does
# not exist: the rule is a second lock behind one that the table tries.
SECOND_LOCKS = {
    "stories.edit", "stories.take_back", "stories.drop", "stories.take_down",
    "stories.update", "telling.answer", "telling.rules.tells_it_too",
    "organisations.leave",
}  # fmt: skip
FLOORS = {"portal", "inquiry", "casestudies"}
PAGES = {"view": "changelist", "add": "add", "change": "change", "delete": "delete"}


def always(*_args):
    return True


def of_administration():
    """Permissions that Django's administration asks for, by its own names."""
    return {
        name
        for name in permissions
        if "." not in name or name.partition(".")[2].partition("_")[0] in PAGES
    }


def predicates():
    """Each rule that a room of ours gives a name, by ``room.rules.name``.

    Roles are made in one room, and every other may ask for them.
    """
    found, roles = {}, "portal.accounts.rules"
    for module in [roles, *sorted(sys.modules.keys() - {roles})]:
        floor, _, room = module.partition(".")
        if floor in FLOORS and room.endswith(".rules"):
            for name, one in vars(sys.modules[module]).items():
                if isinstance(one, Predicate) and one not in found.values():
                    found[f"{room}.{name}"] = one
    return found


def test_every_rule_has_a_row_of_the_table():
    named = {*OF_SUBMITTED, *OF_DRAFT, *OF_HELD, *SECOND_LOCKS}

    assert named == (set(permissions) - of_administration()) | set(predicates())


@pytest.mark.parametrize("state", BY_STATE)
def test_the_table_fails_for_each_rule_that_always_says_yes(state, monkeypatch):
    here = prepared(state)
    before = {row: answer(here, row) for row in {*BY_STATE[state].values()}}
    unseen = []
    for name, row in BY_STATE[state].items():
        with monkeypatch.context() as patch:
            say_yes(patch, name)
            if answer(here, row) == before[row]:
                unseen.append(name)

    assert unseen == []


def say_yes(patch, name):
    if name in permissions:
        patch.setitem(permissions, name, Predicate(always))
    else:
        patch.setattr(predicates()[name], "fn", always)


def prepared(state):
    """A world with a moderator of the teller's organisation, and a co-author whose
    address is not shown to be theirs."""
    here = world.build(state)
    interested = here.people["interested"] = factories.moderator()
    factories.MembershipFactory(user=interested, organisation=here.inquiry.organisation)
    addresses = EmailAddress.objects.filter(user=here.people["co-author"])
    addresses.update(verified=False)
    return here


def answer(here, row):
    """All that the asker sees, but for the address."""
    name, method, role = row
    [one] = [one for one in table.ADDRESSES if one.name == name]
    address = asking.address_of(one, here.kwargs)
    browser = asking.client(here.people[role])
    filled = {"seen": here.revision.lock}
    filled |= {f"tick-{key}": "on" for key in factories.ticks(here.revision)}
    with asking.undone():
        data = filled if name == "stories:check" else {}
        response = getattr(browser, method)(address, data)
    return response.status_code, asking.body(response, address)


def test_the_administration_opens_for_each_permission_alone(monkeypatch):
    """Somebody with no role may come to it, and each page is shut until then."""
    browser = asking.client(factories.UserFactory(role="none of ours", is_staff=True))
    still_shut = []
    for name in sorted(of_administration()):
        address = page_of_administration(name)
        with monkeypatch.context() as patch:
            if "." not in name:  # an app is shown with what may be seen of it
                for one in permissions:
                    if one.startswith(f"{name}.view_"):
                        patch.setitem(permissions, one, Predicate(always))
            before = browser.get(address).status_code
            patch.setitem(permissions, name, Predicate(always))
            after = browser.get(address).status_code
        if (before in {403, 404}) is (after in {403, 404}):
            still_shut.append(name)

    assert still_shut == []


def page_of_administration(permission):
    app, _, action = permission.partition(".")
    if not action:
        return reverse("admin:app_list", args=[app])
    verb, _, model = action.partition("_")
    arguments = [1] if verb in {"change", "delete"} else []
    return reverse(f"admin:{app}_{model}_{PAGES[verb]}", args=arguments)
