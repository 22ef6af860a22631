"""Which kinds of partner are in an alliance, and which are missing."""

import pytest
from django.urls import reverse

from portal.networks.models import Network
from portal.taxonomy.models import PartnerType
from tests import factories
from tests.casestudies.search.documents import put

pytestmark = pytest.mark.django_db
LIST = reverse("insights:networks")
LINKED = "Hospital-linked charity or League of Friends"


def organisation(partner_type, **fields):
    kind = PartnerType.objects.get(slug=partner_type)
    return factories.OrganisationFactory(partner_type=kind, **fields)


def text(page):
    return " ".join(page.text.split())


def page_of(client, network):
    return client.get(network.get_absolute_url())


def test_method_37_hospital_linked_charities_are_named_first(client):
    network = factories.NetworkFactory(member=organisation("hospice"))

    page = page_of(client, network)

    assert page.context["alliance"].empty[0].line.name == LINKED
    assert "No hospital-linked charity is in it yet." in text(page)
    assert "No hospital-linked charity is in it yet." in text(client.get(LIST))


def test_each_kind_is_either_in_or_missing(client):
    network = factories.NetworkFactory(member=organisation("hospice", name="St Wystan"))
    network.organisations.add(organisation("hospital-friends"))

    page = page_of(client, network)

    alliance = page.context["alliance"]
    taken = {seat.line.slug for seat in alliance.taken}
    empty = {seat.line.slug for seat in alliance.empty}
    assert taken == {"hospice", "hospital-friends"}
    assert taken | empty == set(PartnerType.objects.values_list("slug", flat=True))
    assert "1 hospital-linked charity is in it." in text(page)
    assert "St Wystan" in text(page)
    assert "2 kinds of partner out of 18 are in it." in text(client.get(LIST))


def test_a_missing_kind_shows_its_stories_or_asks_for_one(client):
    network = factories.NetworkFactory(member=organisation("council"))
    put(1, "partner_type:hospital-friends")

    page = text(page_of(client, network))

    assert "1 story here" in page
    assert "No stories from hospices yet: could you tell one?" in page


def test_an_organisation_that_nobody_has_confirmed_is_not_shown(client):
    hidden = organisation(
        "hospice", name="Hidden", added_by=factories.UserFactory(verified=False)
    )
    network = factories.NetworkFactory(member=hidden)

    page = page_of(client, network)

    assert "Hidden" not in page.text
    assert page.context["alliance"].taken == []
    assert "We know of nobody yet." in page.text


def test_readers_find_no_way_to_change_it(client):
    network = factories.NetworkFactory()

    assert "Say who is in it" not in page_of(client, network).text
    assert "Add an alliance" not in client.get(LIST).text


def test_without_any_alliance_the_page_says_so(client):
    Network.objects.all().delete()

    assert "No alliance has been written down yet." in client.get(LIST).text


def test_an_alliance_that_is_not_there_is_not_found(client):
    assert client.get("/insights/networks/no-such/").status_code == 404
