"""An organisation says a new size while somebody changes a story of it."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection, transaction

from casestudies.search.models import Entry
from casestudies.stories import actions, turns
from portal.editions.models import Edition
from portal.organisations import actions as organisations
from portal.organisations.models import Organisation
from tests import factories

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def friends():
    return factories.OrganisationFactory(name="Friends of Anytown", size="micro")


def say_small(organisation):
    organisation.size = "small"
    try:
        organisations.change(organisation, by=None)
    finally:
        connection.close()


def test_a_new_size_waits_for_a_story_that_is_being_taken_down(friends):
    study = factories.published_study()
    up = study.revisions.get()
    moderator = factories.moderator()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            turns.wait(study.inquiry_id)
            change = pool.submit(say_small, friends)
            wait([change], timeout=1)
            actions.withdraw(up, by=moderator, seen=up.lock, digest=up.digest)
        change.result(timeout=30)

    assert Organisation.objects.get(pk=friends.pk).size == "small"
    assert not Entry.objects.get(study=study.pk).is_shown


def test_who_waits_with_a_new_size_keeps_nobody_else_waiting(friends):
    study = factories.published_study()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            turns.wait(study.inquiry_id)
            change = pool.submit(say_small, friends)
            wait([change], timeout=1)
            Organisation.objects.select_for_update(nowait=True).get(pk=friends.pk)
            Edition.objects.select_for_update(nowait=True).get()
        change.result(timeout=30)

    entry = Entry.objects.get(study=study.pk)
    assert ("size", "small") in entry.pairs()


def test_a_story_that_was_about_to_go_up_has_the_new_size_of_its_partner(friends):
    moderator = factories.moderator()
    revision = factories.submitted_revision()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            actions.publish(
                revision,
                by=moderator,
                seen=revision.lock,
                digest=revision.digest,
                identity_checked=True,
            )
            change = pool.submit(say_small, friends)
            wait([change], timeout=1)
        change.result(timeout=30)

    entry = Entry.objects.get(study=revision.case_study_id)
    assert ("size", "small") in entry.pairs()
