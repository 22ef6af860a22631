"""The start page."""

import pytest

from tests.casestudies.gallery.library import many, story

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_the_central_question_is_asked(client):
    response = client.get("/")

    assert response.text.count("<h1") == 1
    assert "When did it go really well?" in response.text
    assert "what can we learn and apply from those moments" in response.text


def test_the_newest_story_is_told_large_and_six_more_follow(client):
    for number in range(1, 10):
        story(f"Story number {number}")

    response = client.get("/")

    assert response.context["story"].revision.headline == "Story number 9"
    fresh = [card["headline"] for card in response.context["fresh"]]
    assert fresh == [f"Story number {number}" for number in range(8, 2, -1)]
    assert "Lay a cloth on the table." in response.text
    assert "Read all 9 stories here" in response.text


def test_the_large_story_does_not_say_its_summary_twice(client):
    story(answers={"best_moment": "One. Two. " + "More and more words follow. " * 28})

    large = client.get("/").context["story"]

    assert not large.opening.startswith(large.revision.summary)
    assert large.opening.endswith("…")


def test_the_ways_in_are_there_from_the_first_day(client):
    response = client.get("/")

    assert 'href="/care-settings/general-practice/"' in response.text
    assert 'href="/themes/going-home/"' in response.text
    assert 'action="/case-studies/"' in response.text
    assert 'href="/share/"' in response.text


def test_method_47_an_example_told_large_says_so(client):
    story(is_example=True)

    assert client.get("/").text.count("Example story") == 1


@pytest.mark.parametrize("number", [10, 200])
def test_the_start_page_asks_the_same_number_of_questions(
    client, number, django_assert_num_queries
):
    many(number)
    client.get("/")

    with django_assert_num_queries(20):
        client.get("/")
