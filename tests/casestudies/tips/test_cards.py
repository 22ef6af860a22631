"""Tips on paper: those that were ticked, or those of one page of the list."""

import pytest

from tests import factories
from tests.casestudies.tips.test_list import texts, told

pytestmark = pytest.mark.django_db
ADDRESS = "/tips/cards/"


def keys(study):
    return [str(tip.key) for tip in study.revisions.get().tips.all()]


def test_method_25_each_card_names_story_partners_and_address(client, settings):
    study = told("Sing.", title="The choir", care_settings=["care-home"])

    page = client.get(ADDRESS).text

    card = page[page.index('<li class="cl-sheet__card">') :]
    card = card[: card.index("</li>")]
    address = f"{settings.SITE_URL}/tips/{keys(study)[0]}/"
    for said in ("Sing.", "The choir", "Friends of Anytown", "Care home", address):
        assert said in card


def test_ticked_tips_are_printed_in_the_order_of_the_address(client):
    first, second = told("Sing.", "Sit down."), told("Walk.", "Bake.")
    picked = [keys(second)[1], keys(first)[0], keys(second)[1]]

    response = client.get(ADDRESS, {"tip": picked})

    assert texts(response) == ["Bake.", "Sing."]


def test_without_ticks_the_page_of_the_list_is_printed(client):
    told("Sing.", themes=["carers"])
    told("Walk.")

    assert texts(client.get(ADDRESS, {"theme": "carers"})) == ["Sing."]


def test_tips_that_are_not_up_are_not_printed(client):
    hidden = factories.draft_revision().tips.first()

    response = client.get(ADDRESS, {"tip": str(hidden.key)})

    assert texts(response) == []
    assert "There is no tip here to print" in response.text


def test_no_more_than_six_sheets_are_printed(client):
    many = [f"{number:032x}" for number in range(60)]

    response = client.get(ADDRESS, {"tip": many})

    assert len(response.context["asked"].picked()) == 48


def test_before_the_first_tip_none_is_said_to_be_gone(client):
    page = client.get(ADDRESS).text

    assert "There is no tip here to print yet." in page
    assert "taken down" not in page
