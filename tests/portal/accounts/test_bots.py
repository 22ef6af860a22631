"""Programs make no accounts, and people notice nothing of what stops them."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from bench import bot
from casestudies.stories.models import Revision
from portal.accounts import bots
from portal.accounts.models import User
from portal.organisations.models import Membership, Organisation
from portal.post.models import Message
from tests.factories import UserFactory
from tests.portal.accounts.signing_up import sign_up

pytestmark = pytest.mark.django_db


def without_token(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_a_filled_trap_is_answered_as_anybody_is_and_nothing_is_made(client):
    person = Client()
    as_person = sign_up(person)
    page_of_person = person.get(as_person.url).content.decode()
    letters = Message.objects.count()

    as_program = sign_up(client, "bot@example.org", homepage="https://spam.example")
    page = client.get(as_program.url).content.decode()

    assert (as_program.status_code, as_program.url) == (302, as_person.url)
    assert without_token(page) == without_token(page_of_person).replace("grace", "bot")
    assert not User.objects.filter(email="bot@example.org").exists()
    assert Message.objects.count() == letters


def test_a_filled_trap_makes_no_mail_to_somebody_known_either(client):
    person = UserFactory()

    sign_up(client, person.email, homepage="x")

    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"seconds": 0}, {"seconds": 1.5}, {"began": ""}, {"began": "1:made-up"}],
)
def test_too_quick_is_told_and_what_was_typed_stays(client, changes):
    page = sign_up(client, **changes).content.decode()

    assert "quicker than people usually are" in page
    assert 'value="Grace Newcomer"' in page
    assert 'value="grace@example.org"' in page
    assert 'value="Friends of Newtown"' in page
    assert "three-odd-words" not in page
    assert not User.objects.exists()


def test_a_person_who_was_too_quick_gets_in_with_the_next_press(client):
    page_sent = bots.stamped(time.time() - 1)
    again = sign_up(client, began=page_sent).context["form"].stamp
    time.sleep(1.1)

    answer = sign_up(client, began=again)

    assert again == page_sent
    assert answer.url == reverse("account_email_verification_sent")


def test_a_page_that_was_open_for_weeks_gets_a_new_stamp(client):
    old = sign_up(client, seconds=8 * 24 * 3600)

    assert "quicker" in old.content.decode()
    assert old.context["form"].stamp != old.context["form"].data["began"]


def test_a_form_without_a_stamp_is_no_way_to_learn_who_has_an_account(client):
    known = sign_up(client, UserFactory(email="known@example.org").email, began="")
    unknown = sign_up(client, "other@example.org", began="")

    assert known.status_code == unknown.status_code == 200
    assert not Message.objects.exists()


def test_of_a_small_crowd_of_programs_nothing_comes_before_anybody():
    moderator = UserFactory()
    moderator.groups.add(Group.objects.get_or_create(name="moderator")[0])
    before = Message.objects.filter(to=moderator.email).count()

    result = bot.run(posts=100, victims=3, client_class=Client)

    assert result.most_mails_to_one == 3
    assert result.errors == 0
    assert Message.objects.filter(to=moderator.email).count() == before
    assert not EmailAddress.objects.filter(verified=True).exclude(user=moderator)
    rows = [Revision, Organisation, Membership]
    assert [model.objects.count() for model in rows] == [0, 0, 0]


@pytest.mark.browser
def test_nobody_meets_the_trap_and_a_password_can_be_pasted(visitor):
    page = visitor()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(reverse("account_signup"))
    trap = page.locator("[name=homepage]")
    words = "a long password that is pasted, " * 3
    page.evaluate("text => navigator.clipboard.writeText(text)", words)

    page.get_by_label("Password", exact=True).focus()
    page.keyboard.press("Control+V")

    expect(page.get_by_label("Password", exact=True)).to_have_value(words)
    box = trap.locator("..").bounding_box()
    assert box["width"] * box["height"] <= 1
    assert "Leave this empty" not in page.locator("main").aria_snapshot()
    reached = []
    page.get_by_label("Your name").focus()
    for _key in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name"))
    assert "homepage" not in reached
    assert "password1" in reached
