"""Guessing is stopped soon; a hospital behind one address, and the person, are not."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from portal.limits.rates import CODE, RATES, SEARCH, Per, Rate
from portal.limits.rates import PASSWORD as WRONG
from portal.post.models import Message
from tests.factories import PASSWORD, OrganisationFactory, UserFactory, inquiry

pytestmark = pytest.mark.django_db
TOO_MANY = 429
HOSPITAL = {"REMOTE_ADDR": "192.0.2.1"}


def sign_in(client, person, password=PASSWORD, **more):
    fields = {"login": person.email, "password": password}
    return client.post(reverse("account_login"), fields, **more)


def ask_for_code(client, **more):
    fields = {"email": "a@example.org"}
    return client.post(reverse("account_request_login_code"), fields, **more)


def is_an_address(name, args):
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return False


def is_in(client):
    return "_auth_user_id" in client.session


def guess(client, person, times, **more):
    return [sign_in(client, person, f"guess-{time}", **more) for time in range(times)]


def came_in_by_code(client, person, **more):
    asked = reverse("account_request_login_code")
    client.post(asked, {"email": person.email}, **more)
    code = re.search(r"^    (\S+)$", Message.objects.latest("pk").body, re.MULTILINE)[1]
    client.post(reverse("account_confirm_login_code"), {"code": code}, **more)
    return is_in(client)


@pytest.fixture
def rates(monkeypatch):
    """``rates(what, times)`` makes the limits small."""

    def fewer(what, times):
        few = [rate._replace(times=times) for rate in RATES[what]]
        monkeypatch.setitem(RATES, what, few)

    return fewer


def test_three_hundred_people_of_one_hospital_sign_in():
    people = UserFactory.create_batch(300)

    came_in = 0
    for number, person in enumerate(people):
        client = Client()
        if number % 5 == 0:
            sign_in(client, person, "a slip", **HOSPITAL)
        sign_in(client, person, **HOSPITAL)
        came_in += is_in(client)

    assert came_in == 300


@pytest.mark.both_databases
def test_guessing_at_one_account_is_stopped_wherever_it_comes_from(client):
    person = UserFactory()
    for number in range(5):
        guess(Client(), person, 1, REMOTE_ADDR=f"203.0.113.{number}")

    answer = sign_in(client, person)

    assert "a lot of tries" in answer.content.decode()
    assert not is_in(client)


def test_the_person_whose_password_is_guessed_at_comes_in_by_code(client):
    person = UserFactory()
    guess(Client(), person, 20)

    assert came_in_by_code(client, person)


def test_the_person_whose_password_is_guessed_at_comes_in_with_their_browser(client):
    person = UserFactory()
    sign_in(client, person)
    client.post(reverse("account_logout"))
    guess(Client(), person, 20)

    sign_in(client, person)

    assert is_in(client)


def test_a_known_browser_may_not_guess_for_ever(client):
    person = UserFactory()
    sign_in(client, person)
    client.post(reverse("account_logout"))
    guess(client, person, 5)

    sign_in(client, person)

    assert not is_in(client)


def test_a_browser_known_to_one_account_is_not_known_to_another(client):
    own, other = UserFactory(), UserFactory()
    sign_in(client, own)
    client.post(reverse("account_logout"))
    guess(Client(), other, 5)

    sign_in(client, other)

    assert not is_in(client)


def test_a_cookie_of_a_browser_cannot_be_made_up(client):
    person = UserFactory()
    sign_in(client, person)
    mine = client.cookies["device"].value
    forged = Client()
    forged.cookies["device"] = mine[:-1] + ("a" if mine[-1] != "a" else "b")
    guess(Client(), person, 5)

    sign_in(forged, person)

    assert not is_in(forged)


def test_somebody_who_tries_all_accounts_from_one_place_is_stopped(client, rates):
    rates(WRONG, 10)
    people = UserFactory.create_batch(11)
    for person in people[:10]:
        guess(client, person, 1)

    answer = guess(client, people[10], 1)[0]

    assert "a lot of tries" in answer.content.decode()


def test_who_is_stopped_by_their_place_uses_up_no_tries_of_an_account(
    client, monkeypatch
):
    few = [Rate(3, 600, Per.PLACE), Rate(5, 300, Per.ADDRESS)]
    monkeypatch.setitem(RATES, WRONG, few)
    person = UserFactory()
    guess(Client(), person, 20, REMOTE_ADDR="203.0.113.9")

    sign_in(client, person, **HOSPITAL)

    assert is_in(client)


def test_right_passwords_do_not_count_as_guesses():
    person = UserFactory()
    for _time in range(10):
        client = Client()
        sign_in(client, person)

    assert is_in(client)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("account_login", {"login": "a@example.org", "password": "x"}),
        ("account_signup", {"email": "a@example.org"}),
        ("account_request_login_code", {"email": "a@example.org"}),
        ("account_reset_password", {"email": "a@example.org"}),
        ("account_confirm_login_code", {"code": "x"}),
        ("account_confirm_password_reset_code", {"code": "x"}),
        ("account_email_verification_sent", {"code": "x"}),
        ("mfa_authenticate", {"code": "x"}),
    ],
)
def test_too_many_tries_are_told_kindly(client, rates, name, fields):
    rates(name, 2)
    for _time in range(2):
        assert client.post(reverse(name), fields).status_code != TOO_MANY

    answer = client.post(reverse(name), fields)

    assert answer.status_code == TOO_MANY
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert "no-store" in answer["Cache-Control"]
    assert "Please wait a little" in answer.content.decode()
    assert Client().get(reverse("account_login")).status_code == 200


def test_codes_for_one_address_are_limited_from_everywhere(client):
    for number in range(20):
        ask_for_code(client, REMOTE_ADDR=f"203.0.113.{number}")

    assert ask_for_code(client, REMOTE_ADDR="203.0.113.99").status_code == TOO_MANY


def test_codes_for_one_address_are_limited_sooner_from_one_place(client):
    for _time in range(5):
        assert ask_for_code(client, **HOSPITAL).status_code != TOO_MANY

    assert ask_for_code(client, **HOSPITAL).status_code == TOO_MANY
    assert ask_for_code(client, REMOTE_ADDR="203.0.113.1").status_code != TOO_MANY


@pytest.mark.parametrize(
    "name",
    [
        "account_request_login_code",
        "account_reset_password",
        "account_signup",
        "pages:contact",
    ],
)
def test_no_other_field_hides_whose_address_it_is(client, name):
    def ask(number):
        fields = {"email": "a@example.org", "login": f"{number}@example.org"}
        return client.post(reverse(name), fields, **HOSPITAL).status_code

    assert TOO_MANY in {ask(number) for number in range(11)}


def test_a_network_of_one_household_counts_once(client, rates):
    rates("account_login", 2)
    for number in range(2):
        client.post(reverse("account_login"), REMOTE_ADDR=f"2001:db8::{number}")

    answer = client.post(reverse("account_login"), REMOTE_ADDR="2001:db8::abcd")
    other = client.post(reverse("account_login"), REMOTE_ADDR="2001:db9::1")

    assert (answer.status_code, other.status_code) == (TOO_MANY, 200)


def test_invitations_are_limited_for_the_person(signed_in, rates):
    rates("telling:co-authors", 2)
    begun = inquiry()
    address = reverse("telling:co-authors", args=[begun.key])
    client = signed_in(begun.begun_by)
    for number in range(2):
        client.post(address, {"email": f"friend-{number}@example.org"})

    answer = client.post(address, {"email": "one-more@example.org"})

    assert answer.status_code == TOO_MANY
    assert begun.co_authors.count() == 2


def test_requests_to_join_are_limited_for_the_person(signed_in, rates):
    rates("organisations:join", 1)
    client = signed_in(UserFactory())
    first, second = (OrganisationFactory() for _ in range(2))
    client.post(reverse("organisations:join", args=[first.slug]))

    answer = client.post(reverse("organisations:join", args=[second.slug]))

    assert answer.status_code == TOO_MANY
    assert not second.memberships.exists()


@pytest.mark.both_databases
@pytest.mark.parametrize("name", ["gallery:list", "gallery:home"])
def test_searching_is_limited_and_browsing_is_not(client, rates, name):
    rates(SEARCH, 2)
    for _time in range(2):
        assert client.get(reverse(name), {"q": "lunch"}).status_code == 200

    assert client.get(reverse(name), {"q": "lunch"}).status_code == TOO_MANY
    assert client.head(reverse(name), {"q": "lunch"}).status_code == TOO_MANY
    assert client.get(reverse(name), {"q": " "}).status_code == 200
    assert client.get(reverse(name)).status_code == 200


def test_searching_goes_on_while_nothing_can_be_written(client):
    if connection.vendor != "sqlite":
        pytest.skip("One way to forbid writing is enough.")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            answer = client.get(reverse("gallery:list"), {"q": "lunch"})
        finally:
            cursor.execute("PRAGMA query_only = OFF")

    assert answer.status_code == 200


def test_every_limit_is_of_a_view_that_is_there():
    for name in RATES.keys() - {SEARCH, WRONG, CODE}:
        args = [[], ["00000000-0000-0000-0000-000000000000"]]
        assert any(is_an_address(name, given) for given in args), name
