"""Known and unknown addresses answer alike: status, bytes, hashing and queries."""

import re
import time
from collections import Counter

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts import bots
from portal.accounts.models import User
from portal.post.models import Message
from tests.factories import UserFactory, inquiry

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
# As many letters as the address of somebody known, as it stands in the pages.
KNOWN, UNKNOWN = "somebody@example.org", "nobodyat@example.org"
VARIES = [
    r'name="csrfmiddlewaretoken" value="\w+"',
    r'name="began" value="[\w.:-]+"',
]


def sign_in(email):
    return reverse("account_login"), {"login": email, "password": "three-odd-words"}


def sign_up(email):
    fields = {
        "name": "Grace Newcomer",
        "email": email,
        "organisation": "Friends of Newtown",
        "password1": "three-odd-words",
        "began": bots.stamped(time.time() - 10),
    }
    return reverse("account_signup"), fields


def code(email):
    return reverse("account_request_login_code"), {"email": email}


def reset(email):
    return reverse("account_reset_password"), {"email": email}


DOORS = [sign_in, sign_up, code, reset]


@pytest.fixture(autouse=True)
def known():
    return UserFactory(email=KNOWN, password="another-three-words")


class CountingHasher(hashers.MD5PasswordHasher):
    """As cheap as that of the other tests, and it counts."""

    runs = 0

    def encode(self, password, salt):
        CountingHasher.runs += 1
        return super().encode(password, salt)


@pytest.fixture
def hashed(settings):
    """``hashed()`` says how many passwords were hashed since it was asked last."""
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]

    def since():
        runs, CountingHasher.runs = CountingHasher.runs, 0
        return runs

    return since


def through(door, email):
    """What a stranger sees of the answer, and of the page that it leads to."""
    client = Client()
    path, fields = door(email)
    answer = client.post(path, fields)
    page = client.get(answer.url) if answer.status_code == 302 else answer
    headers = {name for name, _value in answer.items()}
    text = page.content.decode().replace(email, "ADDRESS")
    for varying in VARIES:
        text = re.sub(varying, "", text)
    cookies = sorted(client.cookies)
    return (answer.status_code, answer.get("Location"), headers, cookies), text


def queries(door, email):
    """The kinds of statements; a savepoint that is undone costs what a kept one does."""
    client = Client()
    path, fields = door(email)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.post(path, fields)
    kinds = Counter(query["sql"].split()[0] for query in asked)
    kinds["RELEASE"] += kinds.pop("ROLLBACK", 0)
    return kinds


@pytest.mark.parametrize("door", DOORS)
def test_the_answer_and_its_page_are_the_same(door):
    assert through(door, KNOWN) == through(door, UNKNOWN)


@pytest.mark.parametrize("door", DOORS)
def test_a_wrong_code_is_answered_the_same(door):
    if door is sign_in:
        pytest.skip("There is no code.")
    pages = []
    for email in [KNOWN, UNKNOWN]:
        client = Client()
        path, fields = door(email)
        address = client.post(path, fields).url
        answers = [client.post(address, {"code": "XXX-XXX"}) for _ in range(3)]
        pages.append([(one.status_code, one.get("Location")) for one in answers])

    assert pages[0] == pages[1]


@pytest.mark.parametrize("door", DOORS)
def test_as_many_passwords_are_hashed(door, hashed):
    runs = []
    for email in [KNOWN, UNKNOWN]:
        hashed()
        through(door, email)
        runs.append(hashed())

    assert runs[0] == runs[1] == (1 if door in {sign_in, sign_up} else 0)


@pytest.mark.parametrize("door", DOORS)
def test_the_same_is_asked_of_the_database(door):
    queries(door, "another@example.org")  # fills what is kept in the process

    known, unknown = queries(door, KNOWN), queries(door, UNKNOWN)

    assert known == unknown
    assert known["INSERT"] > 1


def test_after_three_mails_a_day_the_work_is_still_the_same():
    for email in [KNOWN, UNKNOWN] * 3:
        through(code, email)

    assert queries(code, KNOWN) == queries(code, UNKNOWN)
    assert Message.objects.filter(to=UNKNOWN).count() == 3


def test_an_account_that_is_there_stays_as_it_is():
    before = User.objects.values().get()

    through(sign_up, KNOWN)

    assert User.objects.values().get() == before
    assert Message.objects.get().subject == "You have an account already"


def test_an_invitation_says_nothing_about_who_has_an_account(signed_in):
    begun = inquiry()
    client = signed_in(begun.begun_by)
    address = reverse("telling:co-authors", args=[begun.key])
    pages = []
    for email in [KNOWN, UNKNOWN]:
        page = client.post(address, {"email": email}, follow=True).content.decode()
        named = begun.co_authors.get()
        pages.append(re.sub(f"{email}|{named.key}|{VARIES[0]}", "", page))
        named.delete()

    assert pages[0] == pages[1]
