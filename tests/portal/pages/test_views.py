"""Anybody may read the pages that explain the portal."""

import pytest
from django.urls import reverse

NAMES = ["about", "privacy", "accessibility", "cookies", "worried"]


@pytest.fixture(autouse=True)
def _database(db):
    """The error pages count failed tries in the cache, which is a table."""


@pytest.mark.parametrize("name", NAMES)
def test_anybody_can_read_it(client, name):
    response = client.get(reverse(f"pages:{name}"))

    assert response.status_code == 200
    assert response.content.count(b"<h1") == 1


@pytest.mark.parametrize("name", NAMES)
def test_it_is_for_reading_only(client, name):
    assert client.post(reverse(f"pages:{name}")).status_code == 405


@pytest.mark.parametrize("name", NAMES)
def test_reading_sets_no_cookie(client, name):
    assert client.get(reverse(f"pages:{name}")).cookies == {}


@pytest.mark.parametrize("name", NAMES)
def test_reading_needs_no_database(client, django_assert_num_queries, name):
    with django_assert_num_queries(0):
        client.get(reverse(f"pages:{name}"))


def test_every_page_links_to_the_five(client):
    response = client.get(reverse("pages:about"))

    for name in NAMES:
        assert f'href="{reverse(f"pages:{name}")}"' in response.content.decode()


def test_people_can_write_to_us(client, settings):
    settings.CONTACT_EMAIL = "hello@example.org"

    response = client.get(reverse("pages:privacy"))

    assert "mailto:hello@example.org" in response.content.decode()


def test_method_22_claims_about_evidence_stay_modest(client):
    words = client.get(reverse("pages:about")).content.decode()

    assert "It is not proof" in words
    assert "no scores and no league tables" in words


def test_method_45_where_to_take_a_worry_is_one_press_away(client):
    words = client.get(reverse("pages:worried")).content.decode()

    for place in ("999", "111", "PALS", "safeguarding lead"):
        assert place in words
