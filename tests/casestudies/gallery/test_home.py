"""The start page."""

import pytest
from django.urls import reverse

from tests import factories
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


def test_fresh_tips_come_from_the_stories_that_follow_the_large_one(client):
    story("Older", answers={"tips": ["Ring first.", "Bring cake."]})
    story("Newest", answers={"tips": ["Ask the porter.", "Smile."]})

    response = client.get("/")

    assert [tip.text for tip in response.context["tips"]] == ["Ring first."]
    assert "Fresh tips" in response.text


def test_method_36_what_is_missing_is_an_invitation_that_is_filled_in(client):
    page = client.get("/").text

    assert "No stories from hospital-linked charities yet: could you tell one?" in page
    assert "partner_type=hospital-friends" in page
    assert 'href="/insights/"' in page


def test_a_visitor_is_given_no_next_step(client):
    assert "Your next step" not in client.get("/").text


def test_a_partner_sees_the_story_that_waits_for_them_first(client):
    teller = factories.UserFactory()
    factories.submitted_revision(by=teller, answers={"title": "Sent"})
    draft = factories.draft_revision(by=teller, answers={"title": "Half told"})
    factories.published_study(by=teller, answers={"title": "Told"})
    client.force_login(teller)

    page = client.get("/").text

    assert "Your next step" in page
    assert reverse("stories:status", args=[draft.case_study.inquiry.key]) in page
    assert "Half told" in page.split("See all your stories")[0]
    assert "It is a draft." in page


def test_a_partner_without_a_story_is_invited_to_begin(client):
    client.force_login(factories.UserFactory())

    assert "You have not begun a story yet." in client.get("/").text


def test_a_moderator_sees_how_many_stories_wait(client):
    factories.submitted_revision()
    client.force_login(factories.moderator())

    assert "1 story waits to be read" in client.get("/").text


@pytest.mark.parametrize("number", [10, 200])
def test_the_start_page_asks_the_same_number_of_questions(
    client, number, django_assert_max_num_queries
):
    many(number)
    client.get("/")

    with django_assert_max_num_queries(28):
        client.get("/")
