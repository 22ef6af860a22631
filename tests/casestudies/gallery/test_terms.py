"""Care settings and themes: the lists, and a page for each."""

import pytest
from django.urls import reverse

from portal.taxonomy.models import CareSetting, Theme
from tests.casestudies.gallery.library import many, story

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def stories_of(response, slug):
    terms = [term for each in response.context["groups"] for term in each.terms]
    return {term.slug: term.stories for term in terms}.get(slug)


@pytest.mark.parametrize(
    ("address", "slug", "model"),
    [
        ("/care-settings/", "hospital-ward", CareSetting),
        ("/themes/", "food-drink", Theme),
    ],
)
def test_a_list_names_every_term_with_its_stories(client, address, slug, model):
    story()
    story()

    response = client.get(address)

    assert stories_of(response, slug) == 2
    for term in model.objects.all():
        assert f'href="{address}{term.slug}/"' in response.text
    assert "No stories yet: could you tell one?" in response.text


def test_a_care_setting_shows_its_stories_and_their_themes(client):
    story("Here", care_settings=["hospital-ward"], themes=["food-drink"])
    story("Elsewhere", care_settings=["care-home"], themes=["carers"])

    response = client.get("/care-settings/hospital-ward/")

    assert [card["headline"] for card in response.context["cards"]] == ["Here"]
    assert "1 story here" in response.text
    assert "Elsewhere" not in response.text
    both = "/case-studies/?care_setting=hospital-ward&amp;theme=food-drink"
    assert f'href="{both}"' in response.text
    assert "theme=carers" not in response.text


def test_a_theme_shows_its_stories_and_where_they_happened(client):
    story("Here", care_settings=["hospital-ward"], themes=["food-drink"])

    response = client.get("/themes/food-drink/")

    assert [card["headline"] for card in response.context["cards"]] == ["Here"]
    both = "/case-studies/?theme=food-drink&amp;care_setting=hospital-ward"
    assert f'href="{both}"' in response.text


def test_a_term_without_a_story_invites_one(client):
    response = client.get("/themes/digital-help/")

    assert "No stories about “Digital help” yet: could you tell one?" in response.text
    assert reverse("telling:start") in response.text


def test_a_retired_term_keeps_its_page_and_its_stories(client):
    story("Kept", themes=["food-drink"])
    Theme.objects.filter(slug__in=["food-drink", "digital-help"]).update(retired=True)

    page, listed = client.get("/themes/food-drink/"), client.get("/themes/")

    assert "We no longer file new stories here" in page.text
    assert "Kept" in page.text
    assert stories_of(listed, "food-drink") == 1
    assert stories_of(listed, "digital-help") is None
    assert client.get("/themes/digital-help/").status_code == 200


@pytest.mark.parametrize("address", ["/themes/unheard-of/", "/care-settings/carers/"])
def test_an_unknown_term_is_missing(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("page", ["0", "abc", "%00", "-1", "99999999999"])
def test_a_broken_page_number_is_forgiven(client, page):
    story("Here")

    response = client.get(f"/themes/food-drink/?page={page}")

    assert "Here" in response.text


@pytest.mark.parametrize("number", [10, 200])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/care-settings/", 2), ("/care-settings/hospital-ward/", 18), ("/themes/", 2)],
)
def test_no_page_asks_more_when_there_is_more(
    client, address, queries, number, django_assert_max_num_queries
):
    many(number)
    client.get(address)

    with django_assert_max_num_queries(queries):
        client.get(address)
