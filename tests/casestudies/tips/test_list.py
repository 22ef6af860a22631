"""Tips found on their own: what is shown, what narrows it down, what it costs."""

import re

import pytest
from django.urls import reverse

from casestudies.stories import actions
from tests import factories
from tests.casestudies.gallery.library import many, story

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ADDRESS = "/tips/"


def texts(response):
    return [tip.text for tip in response.context["tips"]]


def told(*tips, **more):
    """A story with these tips; this question set is content with one."""
    answers = {"tips": list(tips), **more.pop("answers", {})}
    return story(answers=answers, protocol="a-moment-of-light", **more)


def offered(response, field):
    choices = response.context["like_mine"].fields[field].choices
    return [value for value, _label in choices if value]


def test_the_tips_of_the_newest_story_come_first_in_its_order(client):
    told("Lay a cloth.", "Sit down.")
    told("Sing.")

    response = client.get(ADDRESS)

    assert texts(response) == ["Sing.", "Lay a cloth.", "Sit down."]
    assert "Tips from 2 stories here" in response.text


def test_method_26_every_tip_shows_its_setting_story_and_partners(client):
    study = told("Sing.", title="The choir", care_settings=["care-home"])
    tip = study.revisions.get().tips.get()

    page = client.get(ADDRESS).text
    card = page[page.index('<article class="cl-tip') : page.index("</article>")]

    for said in ("Sing.", "The choir", "Care home", "Friends of Anytown", "Anytown H"):
        assert said in card
    assert f'href="/tips/{tip.key}/"' in card
    assert f'href="{study.get_absolute_url()}"' in card


def test_only_what_is_published_is_here(client):
    factories.draft_revision()
    factories.submitted_revision()
    gone = told("Gone for good.").revisions.get()
    assert texts(client.get(ADDRESS)) == ["Gone for good."]

    actions.withdraw(gone, by=factories.moderator(), seen=gone.lock, digest=gone.digest)

    for address in (ADDRESS, f"{ADDRESS}?q=gone", "/tips/cards/"):
        assert "Gone for good" not in client.get(address).text
    assert "No tips here yet" in client.get(ADDRESS).text


def test_method_26_words_find_the_tips_that_say_them(client):
    told("Bake bread together.", "Sit down.", title="Singing")
    told("Walk slowly.", title="Bread and butter")

    response = client.get(ADDRESS, {"q": "bread"})

    assert texts(response) == ["Bake bread together.", "Walk slowly."]
    assert "Bake <mark>bread</mark> together." in response.text
    assert "Tips about “bread”" in response.text


def test_method_26_tips_are_filtered_like_stories(client):
    told("On the ward.", care_settings=["hospital-ward"], themes=["carers"])
    told("At home.", care_settings=["care-at-home"], themes=["carers"])

    response = client.get(ADDRESS, {"care_setting": "care-at-home", "theme": "carers"})

    assert texts(response) == ["At home."]
    assert texts(client.get(ADDRESS, {"theme": "dementia"})) == []


def test_organisations_like_mine_are_three_filters_in_the_address(client):
    friends = factories.OrganisationFactory(name="Friends of Anytown", size="micro")
    told("From a small group.")
    other = {"organisation": "Big Hospice", "partner_type": "hospice"}
    ward = {"organisation": "Anytown Hospital", "partner_type": "acute-trust"}
    told("From a hospice.", answers={"partners": [other, ward]})
    asked = {"partner_type": "hospital-friends", "size": "micro"}

    response = client.get(ADDRESS, asked)

    assert texts(response) == ["From a small group."]
    assert response.context["like_mine"].initial == {**asked, "care_setting": ""}
    assert not response.cookies
    assert friends.size in offered(response, "size")
    assert "hospice" in offered(client.get(ADDRESS), "partner_type")


def test_the_short_form_keeps_whatever_else_is_chosen(client):
    told("Bake bread together.", themes=["carers"])

    page = client.get(ADDRESS, {"q": "bread", "theme": "carers", "size": "nhs"}).text

    form = page[page.index('class="cl-like__form"') : page.index("Show their tips")]
    kept = re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form)
    assert kept == [("q", "bread"), ("theme", "carers")]


def test_a_member_is_offered_what_fits_their_organisation(client):
    own = factories.MembershipFactory(
        organisation=factories.OrganisationFactory(name="Our friends", size="small")
    )
    client.force_login(own.user)

    page = client.get(ADDRESS).text

    assert 'href="/tips/?partner_type=hospital-friends&amp;size=small"' in page
    assert "Tips for Our friends" in page


def test_method_47_a_tip_of_an_example_says_so(client):
    told("Real.")
    assert "Example story" not in client.get(ADDRESS).text

    example = told("Made up.", is_example=True)

    tip = example.revisions.get().tips.get()
    for address in (ADDRESS, "/tips/cards/", tip.get_absolute_url()):
        assert client.get(address).text.count("Example story") == 1, address


def test_an_empty_result_offers_ways_on(client):
    told("Sing.", themes=["carers"])

    response = client.get(ADDRESS, {"q": "zebra", "theme": "carers"})

    assert "No tip here is about “zebra” yet" in response.text
    assert "look without “Unpaid carers”" in response.text
    assert reverse("telling:start") in response.text


def test_a_misspelt_word_is_put_right_in_the_tips_too(client):
    told("Bake sourdough together.")

    response = client.get(ADDRESS, {"q": "sourdoufh"})

    assert "Did you mean “sourdough”?" in response.text
    assert 'href="/tips/?q=sourdough"' in response.text


def test_a_range_of_years_is_kept_by_the_short_form(client):
    told("Sing.")

    page = client.get(ADDRESS, {"year_from": "2020", "size": "nhs"}).text

    form = page[page.index('class="cl-like__form"') : page.index("Show their tips")]
    assert 'name="year_from" value="2020"' in form


@pytest.mark.parametrize("query", ["tip=x", "tip=%00", "size=enormous", "page=-1"])
def test_what_is_not_understood_does_no_harm(client, query):
    told("Sing.")

    for address in (ADDRESS, "/tips/cards/"):
        response = client.get(f"{address}?{query}")
        assert response.status_code == 200
        assert texts(response) == ["Sing."]


@pytest.mark.parametrize("number", [10, 200])
def test_the_list_asks_the_same_number_of_questions(
    client, number, django_assert_max_num_queries
):
    many(number)
    client.get(ADDRESS)

    with django_assert_max_num_queries(22):
        client.get(ADDRESS, {"q": "lunch", "theme": "food-drink"})
