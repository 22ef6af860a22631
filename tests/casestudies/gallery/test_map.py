"""The map of stories: exact numbers, filters kept, and places that wait."""

import pytest
from django.utils import timezone

from casestudies.search.facets import standing
from portal.taxonomy.models import IntegratedCareBoard, Nation, Region
from tests.casestudies.gallery.library import many, story, story_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ADDRESS = "/map/"


def told_in(title, place, **terms):
    """A published story of a nation, region or board."""
    board = place if isinstance(place, IntegratedCareBoard) else None
    region = board.region if board else place if isinstance(place, Region) else None
    nation = region.nation if region else place
    story_of(title, terms=terms, nation=nation, region=region, board=board)


def tiles(response):
    pictures = [response.context["picture"]]
    areas = response.context["areas"]
    pictures += [area.picture for area in areas if area.picture]
    return {
        (tile.place.facet, tile.place.slug): tile
        for picture in pictures
        for tile in picture.tiles
    }


def test_method_21_each_place_has_its_number_and_leads_to_its_stories(client):
    board = IntegratedCareBoard.objects.filter(valid_to=None).first()
    told_in("One", board)
    told_in("Two", board.region)
    told_in("Three", Nation.objects.get(slug="wales"))

    response = client.get(ADDRESS)

    found = {key: tile.place.stories for key, tile in tiles(response).items()}
    assert {key: number for key, number in found.items() if number} == {
        ("icb", board.slug): 1,
        ("region", board.region.slug): 2,
        ("nation", "wales"): 1,
    }
    for key, number in [(("region", board.region.slug), 2), (("nation", "wales"), 1)]:
        listed = client.get(tiles(response)[key].place.url)
        assert listed.context["found"].total == number
    nations = {place.slug: place.stories for place in response.context["nations"]}
    assert nations["england"] == 2


def test_method_36_a_place_without_a_story_is_an_invitation(client):
    response = client.get(ADDRESS)

    scotland = tiles(response)["nation", "scotland"].place
    assert scotland.standing == "invitation"
    assert scotland.url == "/share/?nation=scotland"
    assert client.get(scotland.url).status_code == 200
    assert "None yet: could you tell one?" in response.text


def test_a_board_of_former_days_has_no_tile(client):
    closed = IntegratedCareBoard.objects.filter(valid_to=None).last()
    closed.valid_to = closed.valid_from
    closed.save()

    assert ("icb", closed.slug) not in tiles(client.get(ADDRESS))


def test_a_board_that_will_close_has_a_tile_until_then(client):
    board = IntegratedCareBoard.objects.filter(valid_to=None).last()
    board.valid_to = timezone.localdate()
    board.save()

    assert tiles(client.get(ADDRESS))["icb", board.slug].place.standing == "invitation"


def test_the_map_keeps_words_and_filters(client):
    wales = Nation.objects.get(slug="wales")
    told_in("Singing", wales, themes=["carers"])
    told_in("Lunch", wales, themes=["dementia"])

    response = client.get(ADDRESS, {"q": "singing", "theme": "carers"})

    tile = tiles(response)["nation", "wales"].place
    assert tile.stories == 1
    assert tile.url == "/case-studies/?q=singing&theme=carers&nation=wales"
    assert client.get(ADDRESS, {"theme": "unheard-of"}).status_code == 200


def test_more_stories_are_darker_and_one_is_never_the_darkest(client):
    told_in("One", Nation.objects.get(slug="wales"))

    assert tiles(client.get(ADDRESS))["nation", "wales"].step == 1


@pytest.mark.parametrize("number", [1, 60])
def test_the_map_costs_the_same_in_any_library(
    client, number, settings, django_assert_num_queries
):
    settings.KEPT_PAGES_MB = 1
    many(number)
    client.get(ADDRESS, {"q": ""})

    with django_assert_num_queries(5):
        client.get(ADDRESS, {"q": "", "theme": "food-drink"})


@pytest.mark.parametrize(
    ("stories", "more", "expected"),
    [
        (1, {}, "filter"),
        (1, {"is_over": True}, "filter"),
        (0, {"is_chosen": True}, "filter"),
        (0, {}, "invitation"),
        (0, {"is_over": True}, "nothing"),
    ],
)
def test_one_rule_for_terms_without_a_story(stories, more, expected):
    assert standing(stories, **more) == expected


def test_the_short_list_and_years_stand_in_the_address(client):
    story("Lunch")
    year = str(client.get("/case-studies/").context["asked"].known["year"] and 2026)

    response = client.get(
        "/case-studies/", {"view": "list", "year_from": year, "year_to": "2001"}
    )

    asked = response.context["asked"]
    assert (asked.first_year, asked.last_year) == ("2001", year)
    assert response.context["found"].total == 1
    assert 'class="cl-short ' in response.text
    assert [(label, address) for _facet, label, address in asked.chips()] == [
        (f"2001 to {year}", "?view=list")
    ]
    assert asked.address() == f"?view=list&year_from=2001&year_to={year}"


@pytest.mark.parametrize(
    ("query", "total"),
    [("year_from=2099", 0), ("year_to=2099", 1), ("year_to=2000", 0), ("year=2099", 0)],
)
def test_a_range_of_years_may_be_open(client, query, total):
    story("Lunch")

    assert client.get(f"/case-studies/?{query}").context["found"].total == total


@pytest.mark.parametrize("query", ["year_from=1066", "view=heap", "year_to=%00"])
def test_odd_years_and_views_are_left_out_with_a_notice(client, query):
    response = client.get(f"/case-studies/?{query}")

    assert "We left out a filter that we do not know." in response.text


def test_a_place_without_a_match_is_not_said_to_have_no_story(client):
    story("Only here")

    narrowed = client.get("/map/?q=unheardof").text

    assert "could you tell one?" not in narrowed
    assert "Tell the first" not in narrowed


def test_a_map_without_stories_offers_none_to_read(client):
    assert "Read the" not in client.get(ADDRESS).text

    story("One")

    assert "Read the 1 story" in client.get(ADDRESS).text
