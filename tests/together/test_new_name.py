"""A term gets a new name while others change it, or a story of it."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection, transaction
from django.urls import reverse

from casestudies.search import Selection
from casestudies.search.finding import find
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
    try:
        return browser.post(where, {**form, "group": theme.group_id}).status_code
    finally:
        connection.close()


def test_of_two_new_names_at_once_the_one_that_stays_is_found(theme, administrator):
    study = factories.published_study(themes=[theme.slug])
    before = theme.name

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            rename(theme, "Zwieback")
            change = pool.submit(send, administrator, theme, before)
            wait([change], timeout=1)
        assert change.result(timeout=30) == 302

    assert Theme.objects.get(pk=theme.pk).name == before
    assert find(Selection(words="zwieback")).ids == []
    assert find(Selection(words=f'"{before}"')).ids == [study.pk]
