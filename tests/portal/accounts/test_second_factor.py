"""Moderators and administrators come in with a second factor only."""

from http import HTTPStatus

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.urls import reverse

from tests.factories import (
    PASSWORD,
    UserFactory,
    administrator,
    lead_moderator,
    moderator,
)

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


def test_nothing_is_changed_by_a_post_without_it(signed_in):
    client = signed_in(new(moderator(name="Before")))

    answer = client.post(reverse("accounts:name"), {"name": "After"})

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


def test_a_moderator_sets_up_an_app_and_gets_spare_codes(client):
    person = new(moderator())

    set_up_app(client, person)

    assert client.get(reverse("accounts:home")).status_code == HTTPStatus.OK
    page = client.get(reverse("mfa_view_recovery_codes"))
    assert len(page.context["unused_codes"]) == 10


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


def test_secrets_are_encrypted_in_the_database(client):
    secret = set_up_app(client, new(moderator()))

    kept = list(Authenticator.objects.values_list("data", flat=True))

    assert len(kept) == 2
    assert secret not in str(kept)


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
