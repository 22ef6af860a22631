"""A new password ends what was open elsewhere."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from portal.post.models import Message
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = "four-quite-odd-words"


def signed_in_client(person):
    client = Client()
    fields = {"login": person.email, "password": PASSWORD}
    client.post(reverse("account_login"), fields)
    return client


def is_in(client):
    return client.get(reverse("accounts:home")).status_code == 200


def last_code():
    body = Message.objects.latest("pk").body
    return re.search(r"^    (\S+)$", body, re.MULTILINE)[1]


def reset(client, person):
    client.post(reverse("account_reset_password"), {"email": person.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": last_code()})
    new = {"password1": NEW, "password2": NEW}
    client.post(reverse("account_complete_password_reset"), new)


@pytest.mark.both_databases
def test_changing_the_password_ends_all_other_sessions():
    person = UserFactory()
    mine, theirs, third = (signed_in_client(person) for _ in range(3))

    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    mine.post(reverse("account_change_password"), fields)

    assert [is_in(client) for client in [mine, theirs, third]] == [True, False, False]


@pytest.mark.both_databases
def test_a_reset_ends_all_sessions():
    person = UserFactory()
    mine, theirs = (signed_in_client(person) for _ in range(2))
    forgetful = Client()

    reset(forgetful, person)

    person.refresh_from_db()
    assert person.check_password(NEW)
    assert not any(is_in(client) for client in [mine, theirs, forgetful])


def test_the_key_of_a_session_changes_at_sign_in():
    person = UserFactory()
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "a@example.org"})
    before = client.session.session_key

    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    assert is_in(client)
    assert client.session.session_key != before
