"""What a search box offers: published stories, terms with stories, organisations."""

import pytest

from casestudies.search import index
from casestudies.search.models import Synonyms
from casestudies.stories import actions, indexing
from tests import factories
from tests.casestudies.gallery.library import many, story

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ADDRESS = "/suggest/"


def offered(client, words):
    groups = client.get(ADDRESS, {"q": words}).json()["groups"]
    return {
        group["label"]: [option["text"] for option in group["options"]]
        for group in groups
    }


def test_stories_are_offered_by_the_beginning_of_a_word(client):
    story("Singing on the ward")
    story("Lunch at one table")

    assert offered(client, "singi")["Stories"] == ["Singing on the ward"]
    assert offered(client, "ward sin")["Stories"] == ["Singing on the ward"]
    option = client.get(ADDRESS, {"q": "singi"}).json()["groups"][0]["options"][0]
    assert client.get(option["url"]).status_code == 200


def test_only_the_last_word_is_taken_for_a_beginning(client):
    story("Hospice in a garden")
    story("Hosting a garden")

    assert "Stories" not in offered(client, 'hosp "garden"')
    assert set(offered(client, '"garden" host')["Stories"]) == {"Hosting a garden"}


def test_terms_are_offered_while_they_have_stories(client):
    story("Milk", care_settings=["hospital-ward"], themes=["going-home"])

    found = offered(client, "going")["Settings, themes and places"]

    assert found == ["Going home from hospital"]
    assert "Settings, themes and places" not in offered(client, "hospice")
    assert offered(client, "dtoc")["Settings, themes and places"] == found


def test_organisations_are_offered_and_found(client):
    study = story("Milk")
    name = study.revisions.get().partners.first().name

    assert name in offered(client, name[:6])["Organisations"]
    groups = client.get(ADDRESS, {"q": name[:6]}).json()["groups"]
    address = groups[-1]["options"][0]["url"]
    assert client.get(address).context["found"].total == 1


@pytest.mark.parametrize("name", ["St Luke's Hospice", "St Luke\u2019s Hospice"])
def test_an_organisation_with_an_apostrophe_in_its_name_is_found(client, name):
    study = story("Milk")
    study.revisions.get().partners.filter(order=1).update(name=name)
    indexing.rebuild(lambda done: None)

    groups = client.get(ADDRESS, {"q": "luke's"}).json()["groups"]
    [option] = groups[-1]["options"]

    assert option["text"] == name
    assert client.get(option["url"]).context["found"].total == 1


def test_nothing_unpublished_is_offered(client):
    factories.draft_revision(answers={"title": "Secret milk"})
    revision = story("Quixotic milk").revisions.get()
    assert offered(client, "quixo") != {}

    actions.withdraw(
        revision, by=factories.moderator(), seen=revision.lock, digest=revision.digest
    )

    for words in ("quixo", "secret", "milk"):
        assert offered(client, words) == {}
    assert client.get(ADDRESS, {"q": "milk"}).json()["said"] == "No suggestions."


def test_a_new_synonym_is_used_at_once(client):
    story("Milk", themes=["going-home"])
    assert offered(client, "homeward") == {}

    Synonyms.objects.create(words="homeward\ngoing home")
    index.touch()

    assert "Settings, themes and places" in offered(client, "homeward")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "a",
        "\x00",
        "'; --",
        "%",
        "_" * 500,
        "the",
        "x " * 4000,
        "\u202eabc",
        "-a&b",
        '"',
    ],
)
def test_odd_words_get_an_answer(client, words):
    story("Milk")

    assert client.get(ADDRESS, {"q": words}).status_code == 200


@pytest.mark.parametrize("number", [10, 200])
def test_suggestions_cost_the_same_in_any_library(
    client, number, settings, django_assert_max_num_queries
):
    settings.KEPT_PAGES_MB = 1
    many(number)
    client.get(ADDRESS, {"q": "lunch"})

    with django_assert_max_num_queries(11):
        answer = client.get(ADDRESS, {"q": "lun"})

    assert answer.json()["groups"]
