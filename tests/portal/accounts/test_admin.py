"""Django's administration: for administrators alone, and recorded."""

from http import HTTPStatus

import pytest
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
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
    "name",
    [
        "auth_group",
        "account_emailaddress",
        "django_q_schedule",
        "mfa_authenticator",
        "usersessions_usersession",
    ],
)
def test_not_even_a_superuser_makes_what_is_not_theirs_to_make(signed_in, name):
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


def test_sessions_are_searched_by_the_name_of_the_person(signed_in):
    gwen = administrator(name="Gwen", is_superuser=True)
    UserSession.objects.create(user=gwen, ip="192.0.2.1", session_key="k" * 32)
    client = signed_in(gwen)
    sessions = reverse("admin:usersessions_usersession_changelist")

    found = client.get(sessions, {"q": "gwen"})
    nobody = client.get(sessions, {"q": "zebra"})

    assert found.context["cl"].result_count == 1
    assert nobody.context["cl"].result_count == 0


def test_the_administration_leads_back_to_the_site(signed_in):
    page = signed_in(administrator()).get(reverse("admin:index")).content.decode()

    assert reverse("accounts:home") in page
    assert "img/favicon.ico" in page


def test_no_list_tells_a_field_letter_by_letter():
    """Each field of each model, but for the filters that the lists show."""
    telling = []

    for model, kept in admin.site._registry.items():
        listed = {kept.date_hierarchy, *map(str, kept.list_filter)}
        for field in model._meta.concrete_fields:
            for asked in ["", "__startswith", "__regex", "__gte"]:
                lookup = f"{field.attname}{asked}"
                if field.name not in listed and kept.lookup_allowed(lookup, "a", None):
                    telling.append((model, lookup))

    assert telling == []


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("accounts_user", "password__startswith=a"),
        ("accounts_user", "groups__user__password__startswith=a"),
        ("post_message", "body__contains=code"),
        ("post_message", "subject__contains=Lunch"),
        ("usersessions_usersession", "session_key__regex=^a"),
        ("mfa_authenticator", "data__secret__startswith=a"),
        ("account_emailaddress", "user__password__startswith=a"),
    ],
)
def test_not_even_a_superuser_narrows_a_list_by_a_secret(signed_in, name, query):
    client = signed_in(administrator(is_superuser=True))

    page = client.get(reverse(f"admin:{name}_changelist") + f"?{query}")

    assert page.status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("accounts_user", "is_active__exact=1"),
        ("accounts_user", "groups__id__exact=1"),
        ("post_message", "given_up_at__isnull=True"),
        ("record_event", "at__year=2026&verb=publish"),
        ("organisations_organisation", "partner_type__id__exact=1"),
    ],
)
def test_lists_are_narrowed_by_their_filters(signed_in, name, query):
    address = reverse(f"admin:{name}_changelist")

    page = signed_in(administrator()).get(f"{address}?{query}")

    assert page.status_code == HTTPStatus.OK


def test_passwords_are_changed_on_the_site_alone(signed_in):
    """Where wrong ones are counted and the person is told by mail."""
    person = administrator()
    typed = {"old_password": PASSWORD, "new_password1": "new words 9"}

    answer = signed_in(person).post(
        reverse("admin:password_change"), typed | {"new_password2": "new words 9"}
    )

    assert answer.url == reverse("account_change_password")
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_no_number_leads_to_the_address_of_anything(signed_in):
    organisation = OrganisationFactory()
    kind = ContentType.objects.get_for_model(organisation)
    client = signed_in(administrator())

    page = client.get(
        reverse("admin:organisations_organisation_change", args=[organisation.pk])
    )
    answer = client.get(f"/admin/r/{kind.pk}/{organisation.pk}/")

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert f'href="{organisation.get_absolute_url()}"' in page.content.decode()
