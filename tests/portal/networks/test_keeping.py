"""Moderators keep the alliances, with a record of each step."""

import pytest
from django.urls import reverse

from portal.networks import actions, demo
from portal.networks.models import Member, Network
from portal.record.models import Event
from tests import factories

pytestmark = pytest.mark.django_db
ADD = reverse("networks:add")
WORDS = {"name": "Light Alliance", "description": "They meet.", "seen": 0}


@pytest.fixture
def moderator(signed_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    return signed_in(factories.moderator(name="Priya Lindqvist"))


def at(verb, network):
    return reverse(f"networks:{verb}", args=[network.slug])


def names(network):
    return sorted(network.organisations.values_list("name", flat=True))


def test_a_moderator_adds_an_alliance_and_says_who_is_in_it(moderator):
    charity = factories.OrganisationFactory(name="Friends of Anytown")

    moderator.post(ADD, WORDS)
    network = Network.objects.get()
    found = moderator.get(at("members", network), {"q": "anytown"})
    moderator.post(at("take-in", network), {"organisation": charity.slug})

    assert [(one.name, is_in) for one, is_in in found.context["found"]] == [
        ("Friends of Anytown", False)
    ]
    assert names(network) == ["Friends of Anytown"]
    verbs = Event.objects.filter(object_key=str(network.key)).values_list("verb")
    assert [verb for (verb,) in verbs] == ["add", "take in"]


def test_who_came_and_went_is_shown_with_when_and_by_whom(moderator):
    network = factories.NetworkFactory(member=factories.OrganisationFactory())
    charity = factories.OrganisationFactory(name="Friends of Newtown")

    moderator.post(at("take-in", network), {"organisation": charity.slug})
    moderator.post(at("take-out", network), {"organisation": charity.slug})
    page = moderator.get(at("members", network))

    steps = page.context["steps"][:2]
    assert [(step.verb, step.organisation, step.by.name) for step in steps] == [
        ("out", charity, "Priya Lindqvist"),
        ("in", charity, "Priya Lindqvist"),
    ]
    assert "Removed: Friends of Newtown" in " ".join(page.text.split())
    assert "Friends of Newtown" not in names(network)


def test_the_past_of_an_organisation_that_is_gone_names_nobody(moderator):
    network = factories.NetworkFactory()
    charity = factories.OrganisationFactory(name="Friends of Newtown")
    actions.take_in(charity, network, by=None)
    charity.delete()

    page = moderator.get(at("members", network))

    assert "an organisation that is not here any more" in page.text
    assert "Friends of Newtown" not in page.text


def test_nobody_is_in_twice_or_goes_twice(moderator):
    network = factories.NetworkFactory()
    inside = network.organisations.get()

    assert not actions.take_in(inside, network, by=None)
    assert actions.take_out(inside, network, by=None)
    assert not actions.take_out(inside, network, by=None)
    assert Event.objects.filter(object_key=str(network.key)).count() == 1


def test_an_organisation_that_nobody_has_confirmed_cannot_be_added(moderator):
    network = factories.NetworkFactory()
    hidden = factories.OrganisationFactory(
        name="Nobody knows", added_by=factories.UserFactory(verified=False)
    )

    response = moderator.post(at("take-in", network), {"organisation": hidden.slug})
    found = moderator.get(at("members", network), {"q": "nobody"})

    assert response.status_code == 404
    assert found.context["found"] == []
    assert "Nobody knows" not in names(network)


def test_a_name_is_used_once_and_what_was_typed_stays(moderator):
    factories.NetworkFactory(name="Light Alliance")

    page = moderator.post(ADD, {**WORDS, "name": " light   ALLIANCE "})

    assert "There is an alliance of this name already." in page.text
    assert "They meet." in page.text
    assert Network.objects.count() == 1


def test_a_change_keeps_the_address_and_leaves_history(moderator):
    network = factories.NetworkFactory()
    seen = actions.versions(network)

    response = moderator.post(at("edit", network), {**WORDS, "seen": seen})

    network.refresh_from_db()
    assert response.url == reverse("insights:network", args=[network.slug])
    assert network.name == "Light Alliance"
    assert network.history.first().history_user.name == "Priya Lindqvist"


def test_a_change_on_an_old_page_is_shown_beside_the_newer_one(moderator):
    network = factories.NetworkFactory()
    seen = actions.versions(network)
    network.description = "Theirs, and newer."
    network.save()

    response = moderator.post(at("edit", network), {**WORDS, "seen": seen})

    assert response.status_code == 409
    assert "Theirs, and newer." in response.text
    assert "They meet." in response.text
    network.refresh_from_db()
    assert network.description == "Theirs, and newer."


def test_a_change_that_is_sent_twice_is_one_and_nobody_elses(moderator):
    network = factories.NetworkFactory()
    words = {**WORDS, "seen": actions.versions(network)}

    answers = [moderator.post(at("edit", network), words) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert actions.versions(network) == words["seen"] + 1


@pytest.mark.parametrize("words", ["\x00", "‮", "%", "a" * 10_000, "'; --", "[]"])
def test_odd_words_are_no_fault(moderator, words):
    network = factories.NetworkFactory()

    assert moderator.get(at("members", network), {"q": words}).status_code == 200
    sent = moderator.post(at("take-in", network), {"organisation": words})
    assert sent.status_code == 404


def test_an_address_of_a_page_is_no_alliances_own():
    network = actions.add(Network(name="Add", description="x"), by=None)

    assert network.slug == "add-2"


def test_the_demos_alliance_says_that_it_is_made_up_and_can_be_taken_away(client):
    demo.load()
    demo.load()

    network = Network.objects.get()
    page = client.get(network.get_absolute_url())
    assert "Example: made up" in page.text
    assert "Example: made up" in client.get(reverse("insights:networks")).text

    assert demo.remove() == 1
    assert not Member.history.exists()
    assert not Network.history.exists()
