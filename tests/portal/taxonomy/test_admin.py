from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import pre_save
from django.urls import reverse

from casestudies.search import Selection
from casestudies.search.finding import find
from casestudies.stories import indexing
from portal.accounts.models import User
from portal.taxonomy.models import Enabler, IntegratedCareBoard, Theme
from tests import factories

pytestmark = pytest.mark.django_db
BOARD = ["name", "full_name", "ods_code", "gss_code", "valid_from", "order"]
CHANGED = {"name": "Another name", "description": "", "keywords": "", "order": 1}


@pytest.fixture
def administrator(signed_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    return signed_in(factories.administrator())


def test_an_administrator_changes_a_term_and_leaves_history(administrator):
    theme = Theme.objects.first()
    where = reverse("admin:taxonomy_theme_change", args=[theme.pk])

    response = administrator.post(where, {**CHANGED, "group": theme.group_id})

    assert response.status_code == 302
    assert Theme.objects.get(pk=theme.pk).name == "Another name"
    assert theme.history.count() == 2


def test_a_change_stays_when_the_account_of_who_made_it_is_deleted(administrator):
    theme = Theme.objects.first()
    where = reverse("admin:taxonomy_theme_change", args=[theme.pk])
    administrator.post(where, {**CHANGED, "group": theme.group_id})
    User.objects.get().delete()

    call_command("load_taxonomy", verbosity=0)

    assert theme.history.first().history_user is None
    assert Theme.objects.get(pk=theme.pk).name == "Another name"


@pytest.mark.both_databases
def test_a_renamed_term_is_found_by_its_new_name(administrator):
    study = factories.published_study(themes=["food-drink"])
    theme = Theme.objects.get(slug="food-drink")
    where = reverse("admin:taxonomy_theme_change", args=[theme.pk])
    form = {**CHANGED, "name": "Zwieback and cocoa", "group": theme.group_id}

    page = administrator.post(where, form, follow=True).content.decode()

    assert find(Selection(words="zwieback")).ids == [study.pk]
    assert "rebuild_search" not in page


@pytest.mark.both_databases
def test_a_term_with_many_stories_asks_for_a_rebuild(administrator, monkeypatch):
    monkeypatch.setattr(indexing, "AT_ONCE", 1)
    studies = [factories.published_study(themes=["food-drink"]) for _ in range(2)]
    theme = Theme.objects.get(slug="food-drink")
    where = reverse("admin:taxonomy_theme_change", args=[theme.pk])
    form = {**CHANGED, "name": "Zwieback and cocoa", "group": theme.group_id}

    page = administrator.post(where, form, follow=True).content.decode()
    call_command("rebuild_search", verbosity=0)

    assert "rebuild_search" in page
    assert set(find(Selection(words="zwieback")).ids) == {one.pk for one in studies}


@pytest.mark.both_databases
def test_a_name_that_is_brought_back_from_the_history_is_found_again(administrator):
    study = factories.published_study(themes=["food-drink"])
    theme = Theme.objects.get(slug="food-drink")
    first = theme.history.earliest()
    form = {**CHANGED, "name": "Zwieback and cocoa", "group": theme.group_id}
    where = reverse("admin:taxonomy_theme_change", args=[theme.pk])
    administrator.post(where, form)

    where = reverse("admin:taxonomy_theme_simple_history", args=[theme.pk, first.pk])
    administrator.post(where, {**form, "name": "Rusks and cocoa"})

    assert find(Selection(words="rusks")).ids == [study.pk]
    assert find(Selection(words="zwieback")).ids == []


@pytest.mark.both_databases
def test_boards_that_merge_ask_for_a_rebuild(administrator):
    old, new = IntegratedCareBoard.objects.filter(valid_to=None)[:2]
    study = factories.published_study()
    study.revisions.update(board=old)
    where = reverse("admin:taxonomy_integratedcareboard_change", args=[old.pk])
    form = {field: getattr(old, field) for field in BOARD} | {"region": old.region_id}

    same = administrator.post(where, form, follow=True)
    merged = administrator.post(where, {**form, "successors": new.pk}, follow=True)
    call_command("rebuild_search", verbosity=0)

    assert "rebuild_search" not in same.text
    assert "rebuild_search" in merged.text
    assert find(Selection(terms={"icb": (new.slug,)})).ids == [study.pk]


def test_nobody_deletes_a_term_there(administrator):
    theme = Theme.objects.first()

    where = reverse("admin:taxonomy_theme_delete", args=[theme.pk])

    assert administrator.post(where, {"post": "yes"}).status_code == 403


def test_a_moderator_does_not_get_in(signed_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client = signed_in(factories.moderator())

    page = client.get(reverse("admin:taxonomy_theme_changelist"))

    assert page.status_code in {302, 403}


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite has one writer a time"
)
def test_of_two_who_add_a_term_at_once_the_second_reads_that_it_is_there(administrator):
    """The first is stored between the second's check and the second's save."""
    typed = {"name": "Trust", "slug": "trust-grown", "order": 1}

    def first(**_sent):
        pre_save.disconnect(first, sender=Enabler)
        with ThreadPoolExecutor(1) as pool:
            pool.submit(stored).result(timeout=20)

    def stored():
        Enabler.objects.create(**typed)
        connection.close()

    pre_save.connect(first, sender=Enabler)
    page = administrator.post(reverse("admin:taxonomy_enabler_add"), typed)

    assert "Enabler with this Slug already exists." in page.content.decode()
    assert Enabler.objects.filter(slug="trust-grown").count() == 1
