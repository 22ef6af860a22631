import pytest
from django.urls import reverse

from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    draft_revision,
    published_study,
)

pytestmark = pytest.mark.django_db


def story_of(organisation, make=published_study):
    """A story whose first partner is the organisation."""
    membership = MembershipFactory(organisation=organisation)
    partners = [
        {
            "organisation": organisation.name,
            "partner_type": "hospital-friends",
            "what_they_did": "Laid the table",
        },
        {
            "organisation": "Anytown Hospital",
            "partner_type": "acute-trust",
            "what_they_did": "Invited people",
        },
    ]
    return make(
        by=membership.user, organisation=organisation, answers={"partners": partners}
    )


def page_of(client, organisation):
    url = reverse("organisations:detail", args=[organisation.slug])
    return client.get(url).content.decode()


def test_an_organisation_shows_its_published_stories_and_no_drafts(client):
    organisation = OrganisationFactory()
    study = story_of(organisation)
    other = OrganisationFactory()
    story_of(other, make=draft_revision)

    assert study.get_absolute_url() in page_of(client, organisation)
    assert "Stories of this organisation" not in page_of(client, other)


@pytest.mark.parametrize("count", [1, 8])
def test_its_page_costs_the_same_however_many_stories(
    client, django_assert_num_queries, count
):
    organisation = OrganisationFactory()
    for _ in range(count):
        story_of(organisation)

    with django_assert_num_queries(7):
        page_of(client, organisation)
