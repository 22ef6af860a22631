"""Whose account it is, and what a password may be."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import hashers
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.record.models import Event
from tests.factories import UserFactory
from tests.portal.accounts.signing_up import PASSWORD, come_in_by_code, form, sign_up
from tests.together.meeting import at_once

pytestmark = pytest.mark.django_db
VICTIM = "victim@example.org"


def comes_in(client, email, password=PASSWORD):
    client.post(reverse("account_login"), {"login": email, "password": password})
    return "_auth_user_id" in client.session


def test_who_signs_up_with_somebody_elses_address_has_no_way_in_later():
    sign_up(Client(), VICTIM)
    owner = Client()

    assert come_in_by_code(owner, VICTIM)
    assert EmailAddress.objects.get().verified
    assert not comes_in(Client(), VICTIM)


def test_who_asks_for_a_code_in_the_browser_that_signed_up_keeps_the_password(client):
    sign_up(client, VICTIM)
    session = client.session
    session.pop("account_login")
    session.save()

    assert come_in_by_code(client, VICTIM)
    assert comes_in(Client(), VICTIM)


def test_codes_of_an_account_that_was_used_before_keep_the_password(client):
    person = UserFactory(password=PASSWORD)
    Event.write(by=person, verb="sign_up", of=person)
    assert comes_in(Client(), person.email)

    assert come_in_by_code(client, person.email)
    assert comes_in(Client(), person.email)


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_once_makes_one_account():
    address, fields = reverse("account_signup"), form()

    answers = at_once(*[lambda: Client().post(address, fields)] * 2)

    assert [answer.status_code for answer in answers] == [302, 302]
    assert User.objects.count() == EmailAddress.objects.count() == 1


@pytest.mark.parametrize(
    "password", ["aaaaaaab", "x" * 64, "x" * 128, "zażółć 🙂 g", "27182818"]
)
def test_a_password_may_be_anything_of_eight_characters(client, password):
    sign_up(client, password1=password)

    assert User.objects.get().check_password(password)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("seven77", "at least 8 characters"),
        ("password1", "too common"),
        ("12345678", "too common"),
        ("x" * 129, "at most 128 characters"),
        ("x" * 1_000_000, "at most 128 characters"),
    ],
)
def test_a_password_that_is_too_short_common_or_long_is_told_why(client, password, why):
    page = sign_up(client, password1=password).content.decode()

    assert why in page
    assert not User.objects.exists()


def test_a_password_may_have_to_do_with_the_person(client):
    sign_up(client, "grace@example.org", password1="grace@example.org")

    assert User.objects.get().check_password("grace@example.org")


class CountingHasher(hashers.MD5PasswordHasher):
    runs = 0

    def encode(self, password, salt):
        CountingHasher.runs += 1
        return super().encode(password, salt)


def test_an_endless_password_is_never_hashed(client, settings):
    person = UserFactory()
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]

    comes_in(client, person.email, "x" * 1_000_000)
    sign_up(client, password1="x" * 1_000_000)

    assert CountingHasher.runs == 0


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("account_login", {"login": "email", "password": "current-password"}),
        (
            "account_signup",
            {
                "name": "name",
                "email": "email",
                "organisation": "organization",
                "password1": "new-password",
            },
        ),
        ("account_request_login_code", {"email": "email"}),
        ("account_reset_password", {"email": "email"}),
    ],
)
def test_password_managers_find_their_way(client, view, expected):
    fields = client.get(reverse(view)).context["form"].fields
    told = {name: field.widget.attrs for name, field in fields.items()}

    assert {name: attrs["autocomplete"] for name, attrs in told.items()} == expected
    passwords = [told[name] for name in told if "password" in name]
    assert not any({"maxlength", "onpaste"} & attrs.keys() for attrs in passwords)
