import pytest
from django.db import transaction
from django.urls import reverse

from casestudies.stories import actions
from portal.editions.models import Edition
from portal.organisations import actions as organisations
from portal.taxonomy.models import Theme
from tests import factories

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


def test_each_change_begins_an_edition_with_a_name_of_its_own():
    names = [Edition.current()]

    for _ in range(2):
        Edition.renew()
        names.append(Edition.current())

    assert len(set(names)) == 3


def test_an_edition_that_was_rolled_back_never_lends_its_name_to_the_next():
    Edition.renew()
    before = Edition.current()
    with transaction.atomic():
        Edition.renew()
        lost = Edition.current()
        transaction.set_rollback(True)

    assert Edition.current() == before
    Edition.renew()
    assert Edition.current() != lost


def test_publishing_taking_down_and_restoring_each_begin_an_edition():
    names = [Edition.current()]
    study = factories.published_study()
    names.append(Edition.current())
    published = study.revisions.get()
    actions.withdraw(
        published,
        by=study.inquiry.begun_by,
        seen=published.lock,
        digest=published.digest,
    )
    names.append(Edition.current())

    assert len(set(names)) == 3


def test_a_changed_organisation_begins_an_edition():
    organisation = factories.OrganisationFactory()
    before = Edition.current()

    organisation.name = "Friends of Newtown"
    organisations.change(organisation, by=factories.UserFactory())

    assert Edition.current() != before


def test_a_term_changed_in_the_administration_begins_an_edition(signed_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client = signed_in(factories.administrator())
    theme = Theme.objects.first()
    before = Edition.current()

    client.post(
        reverse("admin:taxonomy_theme_change", args=[theme.pk]),
        {"name": "Another name", "order": theme.order, "group": theme.group_id},
    )

    assert Theme.objects.get(pk=theme.pk).name == "Another name"
    assert Edition.current() != before
