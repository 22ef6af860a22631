"""Requests that cannot be answered."""

import sqlite3
from http import HTTPStatus

import psycopg2
import pytest
from django.db import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
    transaction,
)
from django.test import Client, RequestFactory
from django.urls import reverse

from portal import errors
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_form_of_another_site_is_refused_and_not_handed_back():
    client = Client(enforce_csrf_checks=True, headers={"origin": "https://evil.test"})
    client.force_login(UserFactory())

    answer = client.post(reverse("accounts:name"), {"name": "Slipped in"})

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "sign in" in answer.content.decode().lower()
    assert "Slipped in" not in answer.content.decode()


def test_who_may_not_do_something_is_led_to_where_they_can_tell_us(client):
    client.force_login(UserFactory())

    answer = client.get(reverse("moderation:queue"))

    assert answer.status_code == HTTPStatus.FORBIDDEN
    link = f'<a href="{reverse("pages:contact")}">please tell us</a>'
    assert link in answer.text


def test_only_who_is_not_signed_in_is_told_to_sign_in_for_a_page(client):
    advice = "try again after you have signed in"
    before = client.get("/no/such/page/")
    client.force_login(UserFactory())

    assert advice in before.text
    assert advice not in client.get("/no/such/page/").text


def test_a_fault_gets_its_page_without_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = errors.server_error(RequestFactory().get("/"))

    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "css/site.css" in answer.content.decode()


def test_a_fault_gets_a_page_when_no_template_can_be_read(client, settings):
    client.raise_request_exception = False
    settings.TEMPLATES = []  # so that each page is a fault, and the page of faults too

    answer = client.get("/")

    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert answer.content == errors.BARE


def caused(cause):
    """As Django passes on what the library of the database raised."""
    fault = DatabaseError(*cause.args)
    fault.__cause__ = cause
    return fault


CUT_OFF = "error with status PGRES_TUPLES_OK and no message from the libpq"


@pytest.fixture(
    params=[
        OperationalError("server closed the connection: Jo Smith"),
        InterfaceError("connection already closed"),
        caused(psycopg2.DatabaseError(CUT_OFF)),
    ],
    ids=["away", "closed", "cut off in an answer"],
)
def away(client, request):
    """The database answers nothing, whatever it is asked."""
    client.raise_request_exception = False

    def refuse(execute, sql, params, many, context):
        raise request.param

    return lambda: connection.execute_wrapper(refuse)


def test_words_sent_while_the_database_is_away_come_back_in_a_page(signed_in, away):
    member = signed_in(UserFactory())

    with away():
        answer = member.post(reverse("accounts:name"), {"name": "Jo & <Smith>"})

    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "this could not be saved just now" in page
    assert 'name="name" hidden>Jo &amp; &lt;Smith&gt;</textarea>' in page
    assert "Send my words again" in page


def test_a_page_asked_for_while_the_database_is_away_says_so(signed_in, away):
    member = signed_in(UserFactory())

    with away():
        answers = [member.get(path) for path in ("/", "/account/", "/case-studies/")]

    assert {answer.status_code for answer in answers} == {503}
    assert all(b"cannot be shown just now" in answer.content for answer in answers)


@pytest.mark.parametrize(
    "fault",
    [
        ProgrammingError("no such table"),
        IntegrityError("not unique"),
        DatabaseError("Save with update_fields did not affect any rows."),
        caused(sqlite3.DatabaseError("database disk image is malformed")),
        ValueError("of ours"),
    ],
    ids=repr,
)
def test_a_fault_of_ours_is_no_database_that_is_away(fault):
    assert not errors.is_away(fault)


@pytest.mark.both_databases
def test_what_the_server_says_with_a_code_is_no_database_that_is_away():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite gives no codes")
    said = "DO $$ BEGIN RAISE EXCEPTION 'unheard of' USING ERRCODE = 'ZZ001'; END $$"

    with (
        pytest.raises(DatabaseError) as raised,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(said)

    assert type(raised.value) is DatabaseError
    assert not errors.is_away(raised.value)


def test_a_password_is_not_carried_while_the_database_is_away(client, away):
    typed = {"login": "jo@example.org", "password": "light-not-heat"}

    with away():
        answer = client.post(reverse("account_login"), typed)

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "light-not-heat" not in answer.content.decode()
    assert "press Back" in answer.content.decode()


def test_another_site_cannot_fill_that_page_with_its_words(away):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(UserFactory())
    elsewhere = {"Origin": "https://elsewhere.example"}

    with away():
        answer = client.post(
            reverse("accounts:name"), {"name": "Evil"}, headers=elsewhere
        )

    assert "Evil" not in answer.content.decode()


def test_the_address_of_a_form_opened_by_itself_leads_back(signed_in):
    key = "7d8f0f4e-6b6f-4a52-9d55-0a6f5b0ef001"
    ask = reverse("moderation:ask", args=[key])

    answer = signed_in(UserFactory()).get(ask)

    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert answer["Allow"] == "POST"
    assert "Nothing was changed" in page
    assert f'href="{reverse("moderation:review", args=[key])}"' in page


def test_only_a_page_of_ours_is_offered_one_level_up(signed_in):
    key = "7d8f0f4e-6b6f-4a52-9d55-0a6f5b0ef001"

    answer = signed_in(UserFactory()).get(reverse("organisations:decide", args=[key]))

    assert "page with the button" not in answer.content.decode()
