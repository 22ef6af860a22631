"""A story names the roles, never the people, whose work made it possible."""

import pytest
from django.urls import reverse

from casestudies.stories import actions, composing, freezing
from portal.taxonomy.models import Role
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def slugs(revision):
    return sorted(revision.roles.values_list("slug", flat=True))


def save(client, draft, roles, *, seen):
    inquiry = draft.case_study.inquiry
    client.force_login(inquiry.begun_by)
    address = reverse("stories:part", args=[inquiry.key, composing.ROLES])
    return client.post(address, {"roles": roles, "seen": seen, "save": "1"})


def test_a_teller_names_roles_on_the_telling_page(client):
    draft = factories.draft_revision()

    response = save(client, draft, ["chaplain", "volunteer"], seen=0)

    assert response.status_code == 302
    assert slugs(draft) == ["chaplain", "volunteer"]
    page = client.get(reverse("stories:telling", args=[draft.case_study.inquiry.key]))
    assert "Whose work made it possible" in page.text


def test_a_draft_from_before_roles_can_name_them_too(client):
    draft = factories.draft_revision()
    draft.sources.filter(key=composing.ROLES).delete()

    save(client, draft, ["chaplain"], seen=0)

    assert slugs(draft) == ["chaplain"]


def test_of_two_who_name_roles_the_second_sees_both(client):
    draft = factories.draft_revision()
    save(client, draft, ["chaplain"], seen=0)

    late = save(client, draft, ["volunteer"], seen=0)

    assert late.status_code == 409
    assert slugs(draft) == ["chaplain"]


def test_an_unknown_role_is_refused(client):
    draft = factories.draft_revision()

    response = save(client, draft, ["captain"], seen=0)

    assert response.status_code == 200
    assert slugs(draft) == []


def test_a_retired_role_stays_where_it_was_named_and_is_offered_nowhere_else(client):
    named = factories.draft_revision(roles=["chaplain"])
    other = factories.draft_revision()
    Role.objects.filter(slug="chaplain").update(retired=True)

    for draft, offered in [(named, True), (other, False)]:
        client.force_login(draft.case_study.inquiry.begun_by)
        key = draft.case_study.inquiry.key
        page = client.get(reverse("stories:telling", args=[key])).text
        assert ('value="chaplain"' in page) is offered


def test_the_next_draft_names_the_same_roles():
    study = factories.published_study(roles=["chaplain"])

    draft = actions.start_update(study, by=study.inquiry.begun_by)

    assert slugs(draft) == ["chaplain"]


def test_without_roles_the_digest_is_as_it_was_before_there_were_any():
    assert "roles" not in freezing.document(factories.draft_revision())
    assert freezing.document(factories.draft_revision(roles=["chaplain"]))["roles"] == [
        "chaplain"
    ]
