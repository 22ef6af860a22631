"""The gallery: what is found, what is shown of it, and what is left out kindly."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from casestudies.stories import actions
from portal.taxonomy.models import IntegratedCareBoard, Nation, TouchPoint
from tests import factories
from tests.casestudies.gallery.library import many, story, story_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ADDRESS = "/case-studies/"
LEFT_OUT = "We left out a filter that we do not know."


def headlines(response):
    return [card["headline"] for card in response.context["cards"]]


def offered(response, facet):
    """Options of a facet as {value: number of stories}."""
    panels = {panel.facet.name: panel for panel in response.context["panels"]}
    if facet not in panels:
        return {}
    return {option.value: option.count for option in panels[facet].options}


def test_anybody_sees_the_newest_stories_first(client):
    story("The first")
    story("The second")

    response = client.get(ADDRESS)

    assert headlines(response) == ["The second", "The first"]
    assert "2 stories here" in response.text


def test_drafts_and_waiting_stories_are_not_shown(client):
    factories.draft_revision()
    factories.submitted_revision()

    response = client.get(ADDRESS)

    assert headlines(response) == []
    assert "No stories here yet" in response.text
    assert reverse("telling:start") in response.text


def test_a_story_that_is_taken_down_is_gone_at_once(client):
    study = story("Gone")
    revision = study.revisions.get()
    assert headlines(client.get(ADDRESS)) == ["Gone"]

    actions.withdraw(
        revision, by=factories.moderator(), seen=revision.lock, digest=revision.digest
    )

    for address in (ADDRESS, f"{ADDRESS}?q=gone", "/", "/themes/food-drink/"):
        assert "Gone" not in client.get(address).text


def test_words_find_stories_and_are_marked_where_they_stand(client):
    story(
        "Singing", answers={"best_moment": "The choir sang to <b>everyone</b> & more."}
    )
    story("Lunch")

    response = client.get(ADDRESS, {"q": "everybody or choirs"})

    assert headlines(response) == ["Singing"]
    assert "<mark>choir</mark>" in response.text
    assert "&lt;b&gt;everyone&lt;/b&gt; &amp; more" in response.text
    title = " ".join(response.text.split("<title>")[1].split("</title>")[0].split())
    assert title == "Stories about “everybody or choirs” - Creating Light"


def test_method_21_filters_work_together_and_the_address_can_be_shared(client):
    board = IntegratedCareBoard.objects.filter(valid_to=None)[0]
    place = {
        "touch_point": TouchPoint.objects.get(slug="getting-home"),
        "nation": Nation.objects.get(slug="england"),
        "region": board.region,
        "board": board,
    }
    ward, home = {"care_settings": ["hospital-ward"]}, {"care_settings": ["care-home"]}
    story_of("Both", terms={**ward, "themes": ["food-drink", "carers"]}, **place)
    story_of("Ward", terms={**ward, "themes": ["dementia"]}, **place)
    story_of("Home", terms={**home, "themes": ["carers"]}, **place)
    story_of("Elsewhere", terms={**ward, "themes": ["carers"]})
    asked = {
        "care_setting": ["hospital-ward"],
        "theme": ["carers", "dementia"],
        "touch_point": "getting-home",
        "partner_type": ["hospital-friends", "council"],
        "enabler": "start-small",
        "nation": "england",
        "region": board.region.slug,
        "icb": board.slug,
    }

    response = client.get(ADDRESS, asked)

    assert headlines(response) == ["Ward", "Both"]
    narrower = client.get(ADDRESS, {**asked, "theme": "carers"})
    assert headlines(narrower) == ["Both"]
    assert headlines(client.get(ADDRESS, {**asked, "nation": "wales"})) == []


def test_method_22_counts_are_stories_here(client):
    story(care_settings=["hospital-ward"], themes=["carers"])
    story(care_settings=["hospital-ward"], themes=["dementia"])
    story(care_settings=["care-at-home"], themes=["dementia"])

    response = client.get(ADDRESS, {"care_setting": "hospital-ward"})

    assert offered(response, "care_setting") == {"hospital-ward": 2, "care-at-home": 1}
    assert offered(response, "theme") == {"carers": 1, "dementia": 1}
    assert '2<span class="nhsuk-u-visually-hidden"> stories here</span>' in (
        response.text
    )


def test_a_term_without_a_story_is_offered_only_while_it_is_chosen(client):
    story(themes=["carers"])

    response = client.get(ADDRESS, {"theme": "cancer"})

    assert offered(response, "theme") == {"carers": 1, "cancer": 0}
    assert "cancer" not in offered(client.get(ADDRESS), "theme")


@pytest.fixture
def closed_board(db):
    """A board that closed into another one, and that into a third."""
    boards = list(IntegratedCareBoard.objects.filter(valid_to=None)[:3])
    old, middle, new = boards
    old.valid_to = middle.valid_to = date(2026, 3, 31)
    for board, heirs in ((old, [middle]), (middle, [new])):
        board.save()
        board.successors.set(heirs)
    return boards


def told_in(board, title):
    """A published story that is filed under a board."""
    story_of(title, terms={}, board=board, region=board.region)


def test_method_38_a_closed_boards_story_is_found_under_its_successors(
    client, closed_board
):
    old, middle, new = closed_board
    told_in(old, "Old")

    response = client.get(ADDRESS, {"icb": new.slug})

    assert headlines(response) == ["Old"]
    assert offered(response, "icb") == {new.slug: 1}
    assert f"Filed under {old.name} (closed 31 March 2026)" in response.text
    assert headlines(client.get(ADDRESS, {"icb": middle.slug})) == ["Old"]


def test_method_38_a_closed_board_can_still_be_asked_for(client, closed_board):
    old, _middle, new = closed_board
    told_in(old, "Old")
    told_in(new, "New")

    response = client.get(ADDRESS, {"icb": old.slug})

    assert headlines(response) == ["Old"]
    assert f"{old.name} (closed 31 March 2026)" in response.text
    assert set(offered(response, "icb")) == {old.slug, new.slug}
    assert set(offered(client.get(ADDRESS), "icb")) == {new.slug}


def test_a_board_that_will_close_is_a_filter_like_others(client, closed_board):
    *_others, board = closed_board
    board.valid_to = timezone.localdate()
    board.save()
    told_in(board, "Its last day")

    response = client.get(ADDRESS)

    assert offered(response, "icb") == {board.slug: 1}
    assert "Filed under" not in response.text
    assert "(closed " not in client.get(ADDRESS, {"icb": board.slug}).text


def test_method_47_an_example_says_so_on_its_card(client):
    story("Real")
    assert "Example story" not in client.get(ADDRESS).text

    story("Made up", is_example=True)

    assert client.get(ADDRESS).text.count("Example story") == 1
    assert client.get(f"{ADDRESS}?q=made").text.count("Example story") == 1


def test_each_filter_in_use_can_be_taken_off(client):
    story("Both", themes=["carers", "dementia"])
    asked = "?q=both&theme=carers&theme=dementia&sort=newest"

    response = client.get(ADDRESS + asked)

    chips = {
        str(label): address for _, label, address in response.context["asked"].chips()
    }
    assert chips == {
        "Unpaid carers": "?q=both&theme=dementia&sort=newest",
        "Living with dementia": "?q=both&theme=carers&sort=newest",
    }


def test_an_empty_result_offers_ways_on(client):
    story(themes=["carers"])

    response = client.get(ADDRESS, {"q": "zebra", "theme": "carers"})

    assert "No story here matches “zebra” yet" in response.text
    assert "There is nothing to filter." not in response.text
    assert "look without “Unpaid carers”" in response.text
    assert "check the spelling" in response.text
    assert f'{ADDRESS}?theme=carers"' in response.text
    assert reverse("telling:start") in response.text


def test_a_misspelt_word_gets_the_right_one_with_the_same_filters(client):
    story("Singing", themes=["carers"])

    response = client.get(
        ADDRESS, {"q": "singin <b>grup</b> singng", "theme": "carers"}
    )
    assert "Did you mean" not in response.text

    response = client.get(ADDRESS, {"q": "snging", "theme": "carers"})

    assert "Did you mean “singing”?" in response.text
    assert f'{ADDRESS}?q=singing&amp;theme=carers"' in response.text


def test_a_word_begun_and_words_that_mean_the_same_are_said(client):
    story("Singing in A&E")

    assert "We also looked for: A&amp;E" in client.get(ADDRESS, {"q": "casualty"}).text
    begun = client.get(ADDRESS, {"q": "singi"})
    assert headlines(begun) == ["Singing in A&E"]
    assert "No story has just “singi”." in begun.text


def test_an_empty_list_of_filters_says_so(client):
    response = client.get(ADDRESS, {"q": "zebra"})

    assert "There is nothing to filter." in response.text


@pytest.mark.parametrize(
    "query",
    [
        "theme=unheard-of",
        "theme[]=carers",
        "theme=%00",
        "q=milk&q=bread&colour=red",
        "sort=best",
        "page=abc",
        "page=-1",
        "page=%EF%BC%99",
        "page=" + "9" * 5000,
        "nation=%27%20OR%201=1--",
        "icb=" + "x" * 10_000,
    ],
)
def test_what_is_not_understood_is_left_out_with_a_gentle_notice(client, query):
    story()

    response = client.get(f"{ADDRESS}?{query}")

    assert response.status_code == 200
    assert LEFT_OUT in response.text


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=&theme=&sort=&page=",
        "q=%00",
        "page=999999",
        "utm_source=x",
        "q=%22",
        "q=-",
    ],
)
def test_what_does_no_harm_needs_no_notice(client, query):
    story()

    response = client.get(f"{ADDRESS}?{query}")

    assert response.status_code == 200
    assert LEFT_OUT not in response.text


def test_a_very_long_search_is_cut(client):
    response = client.get(ADDRESS, {"q": "milk " * 2_000})

    assert "That was a long search" in response.text
    assert len(response.context["asked"].words) == 200


def test_words_that_cannot_be_searched_are_left_out(client):
    story("Lunch")

    response = client.get(ADDRESS, {"q": "the"})

    assert headlines(response) == ["Lunch"]
    assert "“the” is too short or too common" in response.text


def test_the_best_match_comes_first_unless_newest_is_asked_for(client):
    story("Milk")
    story("Lunch", answers={"best_moment": "There was milk."})

    assert headlines(client.get(ADDRESS, {"q": "milk"})) == ["Milk", "Lunch"]
    newest = client.get(ADDRESS, {"q": "milk", "sort": "newest"})
    assert headlines(newest) == ["Lunch", "Milk"]


def test_pages_hold_twenty(client):
    many(25)

    first, last = client.get(ADDRESS), client.get(ADDRESS, {"page": "99"})

    assert (len(headlines(first)), len(headlines(last))) == (20, 5)
    assert 'href="?page=2"' in first.text
    assert "(page 2 of 2)" in last.text


def test_htmx_gets_a_clean_address(client):
    story()

    response = client.get(
        f"{ADDRESS}?q=&theme=food-drink&theme=unheard-of",
        headers={"HX-Request": "true"},
    )

    assert response["HX-Push-Url"] == f"{ADDRESS}?theme=food-drink"
    assert 'id="results"' in response.text


@pytest.mark.parametrize("number", [10, 200])
def test_the_gallery_asks_the_same_number_of_questions(
    client, number, settings, django_assert_max_num_queries
):
    settings.KEPT_PAGES_MB = 1  # terms are read once an edition, as on the real site
    many(number)
    client.get(ADDRESS, {"q": ""})

    with django_assert_max_num_queries(9):
        client.get(ADDRESS, {"q": "", "theme": "food-drink"})
    with django_assert_max_num_queries(14):
        client.get(ADDRESS, {"q": "lunch", "theme": "food-drink"})


def test_posting_is_refused(client):
    assert client.post(ADDRESS).status_code == 405


def test_thousands_have_a_comma():
    shown = render_to_string("casestudies/gallery/_stories_here.html", {"number": 1234})

    assert shown.strip() == "1,234 stories here"
