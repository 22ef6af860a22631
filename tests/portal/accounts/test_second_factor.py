"""Moderators and administrators come in with a second factor only."""

import io
import json
from http import HTTPStatus

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from casestudies.stories.workflow import State
from portal.accounts.actions import add_administrator
from tests.factories import (
    PASSWORD,
    UserFactory,
    administrator,
    lead_moderator,
    moderator,
    submitted_revision,
)
from tests.portal.accounts.signing_up import come_in_by_code, last_code

pytestmark = pytest.mark.django_db

POWERFUL = [moderator, lead_moderator, administrator]


@pytest.fixture(autouse=True)
def second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()


def new(person):
    """A person who has the role since a minute ago, and no second factor yet."""
    Authenticator.objects.filter(user=person).delete()
    return person


def code_for(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def sign_in(client, person):
    return client.post(
        reverse("account_login"), {"login": person.email, "password": PASSWORD}
    )


def show_it_is_you(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def set_up_app(client, person):
    """Set the factor up in the browser, as the person would; return the secret."""
    sign_in(client, person)
    show_it_is_you(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    return secret


@pytest.mark.parametrize("person", POWERFUL)
@pytest.mark.parametrize("name", ["accounts:home", "organisations:find", "admin:index"])
def test_people_with_power_are_led_to_set_it_up(signed_in, person, name):
    client = signed_in(new(person()))

    answer = client.get(reverse(name), follow=True)

    assert answer.redirect_chain[0][0] == reverse("mfa_index")
    assert "needs a second way to sign in" in answer.content.decode()


def test_staff_without_a_role_are_led_too(signed_in):
    client = signed_in(UserFactory(is_staff=True))

    assert client.get(reverse("admin:index")).url == reverse("mfa_index")


def test_words_that_are_sent_without_it_wait_until_it_is_set_up(signed_in):
    """As those of somebody who gets a role while they write."""
    person = new(moderator(name="Before"))
    client = signed_in(person)

    answer = client.post(reverse("accounts:name"), {"name": "After"})

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert 'name="name" hidden>After<' in answer.text
    assert f'href="{reverse("mfa_index")}"' in answer.text
    person.refresh_from_db()
    assert person.name == "Before"


def test_what_holds_no_words_leads_straight_to_setting_it_up(signed_in):
    answer = signed_in(new(moderator())).post(reverse("accounts:name"))

    assert answer.url == reverse("mfa_index")


def test_partners_need_none(signed_in):
    client = signed_in(UserFactory())

    assert client.get(reverse("accounts:home")).status_code == HTTPStatus.OK


def test_the_demo_needs_none(signed_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False

    answer = signed_in(moderator()).get(reverse("accounts:home"))

    assert answer.status_code == HTTPStatus.OK


def test_signing_out_stays_open(signed_in):
    client = signed_in(moderator())

    client.post(reverse("account_logout"))

    assert "_auth_user_id" not in client.session


# What comes of setting it up comes with the commit.
COMMITS = pytest.mark.django_db(transaction=True)


@COMMITS
def test_a_moderator_sets_up_an_app_and_gets_spare_codes(client):
    person = new(moderator())

    set_up_app(client, person)

    assert client.get(reverse("accounts:home")).status_code == HTTPStatus.OK
    page = client.get(reverse("mfa_view_recovery_codes"))
    assert len(page.context["unused_codes"]) == 10
    assert "<code>" not in page.text  # the look of an error


@COMMITS
def test_a_new_key_has_a_plain_name_until_its_owner_gives_it_one(client):
    person = new(moderator())
    set_up_app(client, person)

    form = client.get(reverse("mfa_add_webauthn")).context["form"]
    person.authenticator_set.create(type="webauthn", data={})
    second = get_adapter().generate_authenticator_name(person, "webauthn")

    assert form["name"].value() == "My key"
    assert json.dumps(second) == '"My key 2"'  # as it is kept


@COMMITS
def test_whoever_came_in_before_it_was_set_up_is_out(client):
    """By the password alone, from elsewhere: perhaps somebody who has stolen it."""
    person = new(moderator())
    revision = submitted_revision()
    early = Client()
    sign_in(early, person)

    set_up_app(client, person)

    step = {"lock": revision.lock, "digest": revision.digest, "identity_checked": "on"}
    where = reverse("moderation:publish", args=[revision.key])
    assert early.post(where, step).status_code == HTTPStatus.FORBIDDEN
    for address in [reverse("moderation:queue"), reverse("mfa_deactivate_totp")]:
        assert early.get(address).url.startswith(reverse("account_login"))
    assert client.get(reverse("accounts:home")).status_code == HTTPStatus.OK
    revision.refresh_from_db()
    assert revision.state == State.SUBMITTED


@pytest.mark.parametrize("person", POWERFUL)
def test_a_session_that_has_not_shown_it_is_asked_for_it(client, person):
    """As those of people who get a role later, or came in before an upgrade."""
    person = new(person())
    secret = set_up_app(client, person)
    session = client.session
    del session[AUTHENTICATION_METHODS_SESSION_KEY]
    session.save()

    asked = client.get("/organisations/find/?q=friends")
    answer = client.post(asked.url, {"code": code_for(secret)})

    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    assert answer.url == "/organisations/find/?q=friends"
    assert client.get(answer.url).status_code == HTTPStatus.OK


def test_words_of_a_session_that_has_not_shown_it_wait_until_it_has(client):
    person = new(moderator())
    secret = set_up_app(client, person)
    session = client.session
    del session[AUTHENTICATION_METHODS_SESSION_KEY]
    session.save()

    kept = client.post(reverse("accounts:name"), {"name": "After"})
    client.post(reverse("mfa_reauthenticate"), {"code": code_for(secret)})
    sent = client.post(reverse("accounts:name"), {"name": "After"})

    assert kept.status_code == HTTPStatus.FORBIDDEN
    assert 'name="name" hidden>After<' in kept.text
    assert f'href="{reverse("mfa_reauthenticate")}' in kept.text
    assert sent.url == reverse("accounts:home")
    person.refresh_from_db()
    assert person.name == "After"


def test_the_password_alone_does_not_take_it_away(client):
    person = new(moderator())
    secret = set_up_app(client, person)
    session = client.session
    del session[AUTHENTICATION_METHODS_SESSION_KEY]
    session.save()

    asked = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    refused = client.post(reverse("mfa_deactivate_totp"))
    kept = Authenticator.objects.filter(user=person, type="totp").exists()
    client.post(refused.url, {"code": code_for(secret)})
    client.post(reverse("mfa_deactivate_totp"))

    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    assert refused.url.startswith(reverse("mfa_reauthenticate"))
    assert kept
    assert not Authenticator.objects.filter(user=person, type="totp").exists()


@pytest.mark.parametrize(
    "name", ["mfa_activate_totp", "account_set_password", "account_reauthenticate"]
)
def test_who_has_no_password_is_led_to_choose_one(client, name):
    """As an administrator who was made by e-mail and came in by a code."""
    person = add_administrator(email="grace@example.org", name="Grace Newcomer")
    come_in_by_code(client, person.email)

    asked = client.get(reverse(name))
    client.post(asked.url, {"email": person.email})
    code = {"code": last_code()}
    client.post(reverse("account_confirm_password_reset_code"), code)
    chosen = {"password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_complete_password_reset"), chosen)
    set_up_app(client, person)

    assert asked.url.startswith(reverse("account_reset_password"))
    assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_a_factor_that_was_taken_away_counts_no_more(client):
    person = new(moderator())
    set_up_app(client, person)

    Authenticator.objects.filter(user=person).delete()

    assert client.get(reverse("accounts:home")).url == reverse("mfa_index")


def test_signing_in_asks_for_the_code_then(client):
    person = new(moderator())
    secret = set_up_app(client, person)
    client.post(reverse("account_logout"))
    cache.clear()

    answer = sign_in(client, person)
    half_way = "_auth_user_id" in client.session
    client.post(answer.url, {"code": code_for(secret)})

    assert answer.url == reverse("mfa_authenticate")
    assert not half_way
    assert client.session["_auth_user_id"] == str(person.pk)


def test_spare_codes_alone_are_no_second_factor(signed_in):
    person = new(moderator())
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.RECOVERY_CODES, data={}
    )

    answer = signed_in(person).get(reverse("accounts:home"))

    assert answer.url == reverse("mfa_index")


def raw_rows():
    """What stands in the table, without a model in between."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM mfa_authenticator")
        return cursor.fetchall()


@pytest.mark.both_databases
def test_secrets_are_encrypted_in_the_database(client):
    secret = set_up_app(client, new(moderator()))
    spare = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]

    app, codes = Authenticator.objects.order_by("pk")
    seed = get_adapter().decrypt(codes.data["seed"])
    assert get_adapter().decrypt(app.data["secret"]) == secret

    everything = str(raw_rows())
    assert len(spare) == 10
    assert codes.data["seed"] in everything
    assert not [text for text in [secret, seed, *spare] if text in everything]
    assert secret not in str([row.get_decoded() for row in Session.objects.all()])


def test_with_a_new_key_of_the_site_the_old_can_go(client, settings):
    person = new(moderator())
    settings.SECRET_KEY = "the-key-of-last-year"
    secret = set_up_app(client, person)
    spare = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    settings.SECRET_KEY = "the-key-of-this-year"
    settings.SECRET_KEY_FALLBACKS = ["the-key-of-last-year"]
    said = io.StringIO()

    call_command("renew_second_factors", stdout=said)
    settings.SECRET_KEY_FALLBACKS = []

    app, codes = Authenticator.objects.order_by("pk")
    assert said.getvalue() == "Encrypted anew: 2.\n"
    assert app.wrap().validate_code(code_for(secret))
    assert codes.wrap().get_unused_codes() == spare


def test_codes_of_a_second_factor_cannot_be_guessed(client):
    person = new(moderator())
    secret = set_up_app(client, person)
    client.post(reverse("account_logout"))
    address = sign_in(client, person).url
    for _time in range(5):
        assert "not right" in client.post(address, {"code": "0"}).content.decode()

    answer = client.post(address, {"code": code_for(secret)})

    assert "a lot of tries" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_code_of_a_second_factor_works_once(client):
    person = new(moderator())
    secret = set_up_app(client, person)
    client.post(reverse("account_logout"))
    code = code_for(secret)
    client.post(sign_in(client, person).url, {"code": code})
    other = Client()

    other.post(sign_in(other, person).url, {"code": code})

    assert "_auth_user_id" in client.session
    assert "_auth_user_id" not in other.session


def test_a_former_key_of_the_site_still_reads_secrets(settings):
    settings.SECRET_KEY = "the-key-of-last-year"
    kept = get_adapter().encrypt("secret")

    settings.SECRET_KEY = "the-key-of-this-year"
    settings.SECRET_KEY_FALLBACKS = ["the-key-of-last-year"]

    assert kept != "secret"
    assert get_adapter().decrypt(kept) == "secret"


def test_the_administration_has_the_sign_in_of_the_site(client):
    answer = client.get(reverse("admin:login"))

    assert answer.url.startswith(reverse("account_login"))


def test_the_administration_is_closed_to_partners(signed_in):
    client = signed_in(UserFactory())

    assert client.get(reverse("admin:login")).status_code == HTTPStatus.FORBIDDEN


def test_the_picture_for_the_app_stands_in_the_page_itself(client):
    sign_in(client, new(moderator()))
    show_it_is_you(client)

    page = client.get(reverse("mfa_activate_totp")).content.decode()

    assert "<svg" in page
    assert 'src="data:' not in page
    assert "Code from your app" in page
    assert "placeholder" not in page
