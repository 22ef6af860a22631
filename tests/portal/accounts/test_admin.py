"""Django's administration: for administrators alone, and recorded."""

from http import HTTPStatus

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.rules import MODERATOR
from portal.post import outbox
from portal.record.models import Event
from tests.factories import (
    PASSWORD,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    administrator,
    moderator,
)

pytestmark = pytest.mark.django_db

LISTS = [
    "accounts_user",
    "organisations_organisation",
    "organisations_membership",
    "post_message",
    "record_event",
]


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.mark.parametrize("name", LISTS)
def test_an_administrator_reads_each_list(signed_in, name):
    MembershipFactory()
    outbox.put(kind="test", to="a@example.org", subject="Hello", body="Secret code")
    person = administrator()
    Event.write(by=person, verb="greet", of=person)

    page = signed_in(person).get(reverse(f"admin:{name}_changelist"))

    assert page.status_code == HTTPStatus.OK
    assert "Secret code" not in page.content.decode()


@pytest.mark.parametrize("person", [UserFactory, moderator])
def test_nobody_else_comes_in(signed_in, person):
    page = signed_in(person()).get(reverse("admin:index"))

    assert page.url.startswith(reverse("admin:login"))


@pytest.mark.parametrize("name", LISTS)
def test_staff_without_the_role_read_nothing(signed_in, name):
    client = signed_in(UserFactory(is_staff=True))

    page = client.get(reverse(f"admin:{name}_changelist"))

    assert page.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("verb", ["change", "delete"])
def test_the_record_is_only_read(signed_in, verb):
    person = administrator()
    event = Event.write(by=person, verb="greet", of=person)
    address = reverse(f"admin:record_event_{verb}", args=[event.pk])

    answer = signed_in(person).post(address, {"verb": "deny", "post": "yes"})

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert Event.objects.get(pk=event.pk).verb == "greet"


def test_a_new_role_is_recorded(signed_in):
    boss, person = administrator(), UserFactory()
    role = Group.objects.get_or_create(name=MODERATOR)[0]
    fields = {"name": person.name, "is_active": "on", "groups": [role.pk]}

    signed_in(boss).post(
        reverse("admin:accounts_user_change", args=[person.pk]), fields
    )

    event = Event.objects.about(person).get()
    assert (event.actor_key, event.after) == (str(boss.key), MODERATOR)
    assert person.groups.get() == role


@pytest.mark.parametrize(
    ("was", "sent", "verb", "before", "after"),
    [
        ({}, {}, "suspend", "active", "suspended"),
        ({"is_active": False}, {"is_active": "on"}, "reinstate", "suspended", "active"),
        (
            {},
            {"is_active": "on", "is_staff": "on"},
            "allow_admin",
            "no administration",
            "administration",
        ),
        (
            {"is_staff": True},
            {"is_active": "on"},
            "refuse_admin",
            "administration",
            "no administration",
        ),
    ],
)
def test_who_may_come_in_is_recorded(signed_in, was, sent, verb, before, after):
    boss, person = administrator(), UserFactory(**was)

    signed_in(boss).post(
        reverse("admin:accounts_user_change", args=[person.pk]),
        {"name": person.name, **sent},
    )

    [event] = Event.objects.about(person).exclude(verb="change")
    assert (event.actor_key, event.verb) == (str(boss.key), verb)
    assert (event.before, event.after) == (before, after)


def test_a_suspended_person_is_out_at_the_next_request(client):
    person = UserFactory()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    before = client.get(reverse("accounts:home"))

    User.objects.filter(pk=person.pk).update(is_active=False)
    after = client.get(reverse("accounts:home"))
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    assert before.status_code == HTTPStatus.OK
    assert after.url.startswith(reverse("account_login"))
    assert client.get(reverse("accounts:home")).url.startswith("/account/login/")


def test_an_administrator_cannot_make_themselves_a_superuser(signed_in):
    boss = administrator()
    fields = {"name": boss.name, "is_active": "on", "is_staff": "on"}

    signed_in(boss).post(
        reverse("admin:accounts_user_change", args=[boss.pk]),
        {**fields, "is_superuser": "on"},
    )

    boss.refresh_from_db()
    assert not boss.is_superuser


@pytest.mark.parametrize(
    "name", ["auth_group", "account_emailaddress", "django_q_schedule"]
)
def test_not_even_a_superuser_changes_roles_addresses_or_jobs(signed_in, name):
    client = signed_in(administrator(is_superuser=True))

    answer = client.get(reverse(f"admin:{name}_add"))

    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_a_mended_organisation_is_recorded(signed_in):
    organisation = OrganisationFactory()
    fields = {
        "name": "Friends of Elsewhere",
        "partner_type": organisation.partner_type_id,
        "nation": organisation.nation_id,
    }

    signed_in(administrator()).post(
        reverse("admin:organisations_organisation_change", args=[organisation.pk]),
        fields,
    )

    organisation.refresh_from_db()
    assert organisation.name == "Friends of Elsewhere"
    assert Event.objects.about(organisation).get().verb == "change"
