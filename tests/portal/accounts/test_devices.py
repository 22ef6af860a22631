"""Sign-ins with a browser not seen before are told by mail, others are not."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.devices import browser
from portal.post.models import Message
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
FIREFOX = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
)


@pytest.fixture
def person():
    """Somebody who has signed in before, with a browser long gone."""
    person = UserFactory()
    sign_in(Client(), person)
    return person


def sign_in(client, person):
    fields = {"login": person.email, "password": PASSWORD}
    client.post(reverse("account_login"), fields, headers={"user-agent": FIREFOX})
    return client


def letters(person):
    return list(Message.objects.filter(to=person.email, kind="account_new_device"))


def test_the_very_first_sign_in_is_not_told(client):
    person = UserFactory()

    sign_in(client, person)

    assert letters(person) == []


def test_a_new_browser_is_told_with_when_what_and_what_to_do(client, person):
    sign_in(client, person)

    letter = letters(person)[0]
    person.refresh_from_db()
    assert letter.subject == "Somebody signed in with a new browser"
    assert "Firefox on Windows" in letter.body
    assert str(person.last_login.year) in letter.body
    assert reverse("account_reset_password") in letter.body
    assert reverse("usersessions_list") in letter.body


def test_the_same_browser_is_told_once(client, person):
    sign_in(client, person)
    for _time in range(3):
        client.post(reverse("account_logout"))
        sign_in(client, person)

    assert len(letters(person)) == 1


def test_a_browser_that_several_people_share_knows_them_all(client, person):
    other = UserFactory()
    sign_in(Client(), other)
    for one in [person, other, person, other]:
        sign_in(client, one)
        client.post(reverse("account_logout"))

    assert [len(letters(one)) for one in [person, other]] == [1, 1]


def test_a_wrong_password_is_told_to_nobody(client, person):
    client.post(reverse("account_login"), {"login": person.email, "password": "wrong"})

    assert letters(person) == []
    assert "device" not in client.cookies


def test_the_cookie_is_closed_to_scripts_and_to_other_sites(client, person, settings):
    settings.SESSION_COOKIE_SECURE = True
    sign_in(client, person)

    cookie = client.cookies["device"]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 365 * 24 * 60 * 60
    assert person.email not in cookie.value


def test_the_cookie_is_named_on_the_page_of_cookies(client, person):
    sign_in(client, person)
    page = client.get(reverse("pages:cookies")).content.decode()

    assert all(f"<strong>{name}</strong>" in page for name in client.cookies)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (FIREFOX, "Firefox on Windows"),
        (
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) "
                "Chrome/140.0 Safari/537.36 Edg/140.0"
            ),
            "Edge on Windows",
        ),
        (
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) "
                "Chrome/140.0 Mobile Safari/537.36"
            ),
            "Chrome on Android",
        ),
        (
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 "
                "Mobile/15E148 Safari/604.1"
            ),
            "Safari on iOS",
        ),
        ("curl/8.5", "a browser that we do not know"),
        ("", "a browser that we do not know"),
        ("Your account is blocked, call 01632 960001", "a browser that we do not know"),
    ],
)
def test_a_browser_is_told_roughly_and_in_words_of_ours(said, told):
    assert browser(said) == told
