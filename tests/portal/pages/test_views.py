"""Anybody may read the pages that explain the portal."""

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from portal.limits import devices
from portal.pages import shipped
from portal.pages.models import Page
from tests.access.reading import Page as Html

NAMES = [*Page.Key.values, "contact", "contact-sent"]


@pytest.fixture(autouse=True)
def _database(db):
    """The error pages count failed tries in the cache, which is a table."""


def text(response):
    return " ".join(response.text.split())


@pytest.mark.parametrize("name", NAMES)
def test_anybody_can_read_it(client, name):
    response = client.get(reverse(f"pages:{name}"))

    assert response.status_code == 200
    assert Html(response.text).faults() == []


@pytest.mark.parametrize("name", Page.Key.values)
def test_it_is_for_reading_only(client, name):
    assert client.post(reverse(f"pages:{name}")).status_code == 405


@pytest.mark.parametrize("name", Page.Key.values)
def test_reading_sets_no_cookie(client, name):
    assert client.get(reverse(f"pages:{name}")).cookies == {}


@pytest.mark.parametrize("name", Page.Key.values)
def test_reading_costs_no_more_than_its_words(
    client, django_assert_max_num_queries, name
):
    with django_assert_max_num_queries(2 if name == "choosing" else 1):
        client.get(reverse(f"pages:{name}"))


def test_where_to_take_a_worry_is_there_while_the_database_is_away(client):
    def away(execute, sql, params, many, context):
        raise OperationalError

    with connection.execute_wrapper(away):
        page = client.get(reverse("pages:worried"))

    assert page.status_code == 200
    assert "999" in page.text


def test_every_page_leads_to_all_of_them_but_the_last(client):
    response = client.get(reverse("pages:about"))

    for name in NAMES[:-1]:
        assert f'href="{reverse(f"pages:{name}")}"' in response.text


def test_people_can_write_to_us(client, settings):
    settings.CONTACT_EMAIL = "hello@example.org"

    response = client.get(reverse("pages:privacy"))

    assert 'href="mailto:hello@example.org"' in response.text


def test_no_link_of_the_words_that_come_with_the_site_is_dead(client):
    for key in Page.Key:
        for link in Html(client.get(reverse(f"pages:{key}")).text).links():
            if link.startswith("/") and not link.startswith("/account"):
                answer = client.get(link)
                assert answer.status_code == 200, (key, link)


def test_method_22_claims_about_evidence_stay_modest(client):
    words = text(client.get(reverse("pages:about")))

    assert "It is not proof" in words
    assert "no scores and no league tables" in words


def test_about_names_the_three_premises(client):
    words = text(client.get(reverse("pages:about")))

    assert "That makes heat. This site looks for light." in words
    for premise in (
        "Everyone is working hard for the people they serve.",
        "The public and the voluntary sector both want to get on well.",
        "We gain most when we look at what works",
    ):
        assert premise in words


def test_how_we_choose_says_what_moderators_may_do_and_the_usual_wait(client):
    words = text(client.get(reverse("pages:choosing")))

    assert "A moderator does not change your words." in words
    assert "At the moment the answer takes about 5 working days." in words


def test_method_45_where_to_take_a_worry_is_one_press_away(client):
    words = client.get(reverse("pages:worried")).text

    for place in ("999", "111", "PALS", "safeguarding lead"):
        assert place in words


def test_the_cookies_named_are_those_that_the_site_knows(settings):
    body = shipped.words()["cookies"]["body"]

    named = {line[4:].partition("**")[0] for line in body.split("\n") if "* **" in line}
    assert named == {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        devices.COOKIE,
        "messages",
    }


def test_what_privacy_says_of_sessions_and_mail_is_what_the_worker_does():
    """The daily jobs that the words rely on are in the timetable."""
    call_command("schedule_jobs", verbosity=0)
    jobs = set(connection_jobs())

    assert {"clear ended sessions", "clear counts whose time is over"} <= jobs


def connection_jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM django_q_schedule")
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.parametrize("key", ["no-such-page", "‮", "a" * 300, "contact"])
def test_there_are_no_other_pages_to_edit(key, signed_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False

    assert Client().get(f"/about/{key}/nothing/").status_code in {302, 404}
