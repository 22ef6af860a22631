"""The account pages in a browser: for everyone, and without JavaScript."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from portal.accounts.models import User
from portal.organisations.models import Organisation
from portal.post import outbox
from portal.post.models import Message
from tests.factories import (
    PASSWORD,
    MembershipFactory,
    UserFactory,
    administrator,
    moderator,
)

pytestmark = pytest.mark.browser

OUT = [
    "account_login",
    "account_signup",
    "account_request_login_code",
    "account_reset_password",
    "account_inactive",
    "account_password_reset_completed",
]
IN = [
    "accounts:home",
    "accounts:name",
    "account_change_password",
    "account_email",
    "account_logout",
    "mfa_index",
    "usersessions_list",
    "organisations:find",
    "organisations:add",
]
BEHIND_THE_PASSWORD = ["mfa_activate_totp", "mfa_add_webauthn"]


def last_code():
    body = Message.objects.latest("pk").body
    return re.search(r"^    (\S+)$", body, re.MULTILINE)[1]


def sign_in(page, person):
    page.goto(reverse("account_login"))
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def show_it_is_you(page):
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def narrow(page):
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def check(page, axe):
    assert page.locator("h1").count() == 1
    axe(page)
    narrow(page)


@pytest.mark.parametrize("name", OUT)
def test_pages_before_signing_in_are_for_everyone(visitor, axe, name):
    page = visitor()
    page.goto(reverse(name))

    check(page, axe)


@pytest.mark.parametrize("name", ["account_login", "account_signup"])
def test_mistakes_are_told_to_everyone(visitor, axe, name):
    page = visitor()
    page.goto(reverse(name))
    page.locator("main form button[type=submit]").first.click()

    expect(page.locator("[data-error-summary]")).to_be_focused()
    check(page, axe)


@pytest.mark.parametrize("name", IN)
def test_pages_of_an_account_are_for_everyone(visitor, axe, name):
    membership = MembershipFactory(is_owner=True)
    MembershipFactory(organisation=membership.organisation, state="pending")
    page = visitor(membership.user)
    page.goto(reverse(name))

    check(page, axe)


@pytest.mark.parametrize("name", BEHIND_THE_PASSWORD)
def test_pages_of_the_second_factor_are_for_everyone(visitor, axe, name):
    page = visitor(UserFactory())
    page.goto(reverse(name))
    check(page, axe)
    show_it_is_you(page)

    check(page, axe)


def test_pages_of_an_organisation_are_for_everyone(visitor, axe):
    owned = MembershipFactory(is_owner=True, organisation__website="https://a.example/")
    page = visitor(owned.user)
    for address in [
        owned.organisation.get_absolute_url(),
        reverse("organisations:edit", args=[owned.organisation.slug]),
        reverse("organisations:leave", args=[owned.organisation.slug]),
        f"{reverse('organisations:find')}?q={owned.organisation.name[:7]}",
        f"{reverse('organisations:find')}?q=nowhere&next=/share/",
    ]:
        page.goto(address)
        check(page, axe)


def test_an_administrator_sees_mail_that_was_given_up(visitor, axe, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    letter = outbox.put(kind="test", to="a@example.org", subject="Lost", body="Text")
    Message.objects.filter(pk=letter.pk).update(given_up_at=timezone.now())
    page = visitor(administrator())
    page.goto(reverse("accounts:home"))

    check(page, axe)
    page.get_by_role("button", name="Try again (Lost)").click()
    expect(page.get_by_text("The e-mail is on its way again.")).to_be_visible()


def test_a_person_makes_an_account_and_adds_their_organisation(no_js_page, axe):
    page = no_js_page
    page.goto(reverse("account_signup") + "?next=/account/name/")
    page.get_by_label("Your name").fill("Grace Newcomer")
    page.get_by_label("E-mail address").fill("grace@example.org")
    page.get_by_label("Your organisation").fill("Friends of Newtown")
    page.get_by_label("Password").fill("three-odd-words")
    page.wait_for_timeout(2000)  # as nobody is quicker
    page.get_by_role("button", name="Make my account").click()
    page.get_by_label("Code").fill(last_code())
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="Add my organisation").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Friends of Newtown")
    page.get_by_label("Kind of organisation").select_option(
        label="Hospital-linked charity or League of Friends"
    )
    page.get_by_label("Nation").select_option(label="England")
    page.get_by_role("button", name="Add my organisation").click()

    expect(page).to_have_url(re.compile("/account/name/"))
    user = User.objects.get(email="grace@example.org")
    assert Organisation.objects.of(user).get().name == "Friends of Newtown"


def test_the_code_page_is_for_everyone(visitor, axe):
    page, person = visitor(), UserFactory()
    page.goto(reverse("account_request_login_code"))
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_role("button", name="Send me a code").click()
    check(page, axe)

    page.get_by_label("Code").fill("XXX-XXX")
    page.get_by_role("button", name="Go on").click()
    check(page, axe)
    page.get_by_role("button", name="Start again").click()
    page.get_by_role("link", name="Send me a code by e-mail").click()
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(last_code())
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(re.compile(reverse("accounts:home")))


def test_somebody_asks_to_join_and_is_let_in(visitor, no_js_page):
    owned = MembershipFactory(is_owner=True, organisation__name="Friends of Here")
    person = UserFactory(name="Grace Newcomer")
    asking = visitor(person)
    asking.goto(f"{reverse('organisations:find')}?q=here")
    asking.get_by_role("button", name="Ask to join Friends of Here").click()

    sign_in(no_js_page, owned.user)
    no_js_page.get_by_role("button", name="Let them in (Grace Newcomer").click()

    expect(no_js_page.get_by_text("Your answer is on its way")).to_be_visible()
    assert Organisation.objects.of(person).exists()


def press(page, name):
    """Press a button that does nothing before its script has been loaded."""
    button = page.get_by_role("button", name=name)
    expect(button).to_be_visible()
    page.wait_for_load_state()
    button.click()


def test_a_moderator_signs_in_with_a_passkey(visitor, axe):
    person = moderator()
    Authenticator.objects.filter(user=person).delete()
    page = visitor()
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    certain = {"hasUserVerification": True, "isUserVerified": True}
    keys.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**device, **certain, "automaticPresenceSimulation": True}},
    )
    sign_in(page, person)
    page.get_by_role("link", name="Add a key").click()
    show_it_is_you(page)
    press(page, "Add this key")
    expect(page.get_by_text("Your key is added.")).to_be_visible()
    check(page, axe)
    page.goto(reverse("mfa_list_webauthn"))
    check(page, axe)
    assert Authenticator.objects.filter(user=person, type="webauthn").exists()

    page.goto(reverse("account_logout"))
    page.locator("main").get_by_role("button", name="Sign out").click()
    sign_in(page, person)
    check(page, axe)
    press(page, "Use a passkey or security key")

    expect(page).to_have_url(re.compile(f"{reverse('accounts:home')}$"))
