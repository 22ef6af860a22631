"""A term gets a new name while others change it, or a story of it."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection, transaction
from django.urls import reverse

from casestudies.search import Selection
from casestudies.search.finding import find
from casestudies.stories import actions
from portal.taxonomy import actions as taxonomy
from portal.taxonomy.models import Theme
from tests import factories

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def theme():
    return Theme.objects.get(slug="food-drink")


@pytest.fixture
def administrator(signed_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    return signed_in(factories.administrator())


def rename(theme, name):
    theme.name = name
    with transaction.atomic():
        theme.save()
        taxonomy.renamed(theme)


def send(browser, theme, name):
    where = reverse("admin:taxonomy_theme_change", args=[theme.pk])
    form = {"name": name, "description": "", "keywords": "", "order": 1}
    return browser.post(where, {**form, "group": theme.group_id}).status_code


def elsewhere(step, *given):
    """A step of somebody else, on a connection of their own."""

    def take():
        try:
            return step(*given)
        finally:
            connection.close()

    return take


def publish(revision, moderator):
    actions.publish(
        revision,
        by=moderator,
        seen=revision.lock,
        digest=revision.digest,
        identity_checked=True,
    )


def test_of_two_new_names_at_once_the_one_that_stays_is_found(theme, administrator):
    study = factories.published_study(themes=[theme.slug])
    before = theme.name

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            rename(theme, "Zwieback")
            change = pool.submit(elsewhere(send, administrator, theme, before))
            wait([change], timeout=1)
        assert change.result(timeout=30) == 302

    assert Theme.objects.get(pk=theme.pk).name == before
    assert find(Selection(words="zwieback")).ids == []
    assert find(Selection(words=f'"{before}"')).ids == [study.pk]


def test_a_story_that_was_about_to_go_up_is_found_by_the_new_name(theme):
    revision, moderator = factories.submitted_revision(), factories.moderator()
    revision.themes.set([theme])

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            publish(revision, moderator)
            change = pool.submit(elsewhere(rename, theme, "Zwieback"))
            wait([change], timeout=1)
        change.result(timeout=30)

    assert find(Selection(words="zwieback")).ids == [revision.case_study_id]


def test_a_story_that_goes_up_during_a_change_is_found_by_the_new_name(theme):
    revision, moderator = factories.submitted_revision(), factories.moderator()
    revision.themes.set([theme])

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            rename(theme, "Zwieback")
            step = pool.submit(elsewhere(publish, revision, moderator))
            wait([step], timeout=1)
        step.result(timeout=30)

    assert find(Selection(words="zwieback")).ids == [revision.case_study_id]
