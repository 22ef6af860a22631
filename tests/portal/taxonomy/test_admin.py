import pytest
from django.urls import reverse

from portal.taxonomy.models import Theme
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(signed_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    return signed_in(factories.administrator())


def test_an_administrator_changes_a_term_and_leaves_history(administrator):
    theme = Theme.objects.first()
    where = reverse("admin:taxonomy_theme_change", args=[theme.pk])
    data = {
        "name": "Another name",
        "description": theme.description,
        "keywords": theme.keywords,
        "order": theme.order,
        "group": theme.group_id,
    }

    response = administrator.post(where, data)

    assert response.status_code == 302
    assert Theme.objects.get(pk=theme.pk).name == "Another name"
    assert theme.history.count() == 2


def test_nobody_deletes_a_term_there(administrator):
    theme = Theme.objects.first()

    where = reverse("admin:taxonomy_theme_delete", args=[theme.pk])

    assert administrator.post(where, {"post": "yes"}).status_code == 403


def test_a_moderator_does_not_get_in(signed_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client = signed_in(factories.moderator())

    page = client.get(reverse("admin:taxonomy_theme_changelist"))

    assert page.status_code in {302, 403}
