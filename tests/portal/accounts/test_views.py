from http import HTTPStatus

import pytest
from django.urls import reverse

from portal.record.models import Event
from tests.factories import MembershipFactory, UserFactory, administrator, moderator

pytestmark = pytest.mark.django_db


def home(client):
    return client.get(reverse("accounts:home")).content.decode()


def test_the_account_home_is_for_people_who_signed_in(client):
    answer = client.get(reverse("accounts:home"))

    assert answer.url == f"{reverse('account_login')}?next={reverse('accounts:home')}"


def test_somebody_without_an_organisation_is_led_to_find_one(signed_in):
    page = home(signed_in(UserFactory()))

    assert "You need an organisation before you can tell a story." in page


@pytest.mark.parametrize(
    ("make", "leads_to"),
    [
        (UserFactory, set()),
        (moderator, {"moderation:queue"}),
        (administrator, {"admin:index"}),
    ],
)
def test_the_home_leads_each_person_to_their_desk(signed_in, settings, make, leads_to):
    settings.SECOND_FACTOR_REQUIRED = False

    page = home(signed_in(make()))

    main = page[page.index("<main") :]
    desks = {"moderation:queue", "admin:index"}
    assert {name for name in desks if f'"{reverse(name)}"' in main} == leads_to


def test_the_home_shows_organisations_with_the_state_of_each(signed_in):
    person = UserFactory()
    MembershipFactory(user=person, organisation__name="Friends of Here")
    MembershipFactory(
        user=person, organisation__name="Friends of There", state="pending"
    )

    page = home(signed_in(person))

    assert "Friends of Here" in page
    assert "Waiting for approval" in page


def test_an_owner_sees_who_asks_to_join(signed_in):
    owned = MembershipFactory(is_owner=True)
    MembershipFactory(
        user__name="Grace", organisation=owned.organisation, state="pending"
    )
    MembershipFactory(user__name="Stranger", state="pending")

    page = home(signed_in(owned.user))

    assert "1 person asks to join" in page
    assert "Grace" in page
    assert "Stranger" not in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_home_costs_the_same_however_much_is_in_it(
    signed_in, django_assert_max_num_queries, count
):
    person = UserFactory()
    for _number in range(count):
        owned = MembershipFactory(user=person, is_owner=True)
        MembershipFactory(organisation=owned.organisation, state="pending")
    client = signed_in(person)

    with django_assert_max_num_queries(11):
        client.get(reverse("accounts:home"))


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ([], "Not set up"),
        (["recovery_codes"], "Not set up"),
        (["totp", "recovery_codes"], "App"),
        (["webauthn"], "Security key"),
        (["totp", "webauthn"], "App, security key"),
    ],
)
def test_the_home_says_which_second_way_is_set_up(kinds, said, signed_in):
    person = UserFactory()
    for kind in kinds:
        person.authenticator_set.create(type=kind, data={})

    row = home(signed_in(person)).partition("Second way to sign in")[2]

    value = row.partition("<dd")[2].partition(">")[2].partition("</dd>")[0]
    assert value.strip() == said


def test_a_person_changes_their_name(signed_in):
    person = UserFactory(name="Before")

    answer = signed_in(person).post(reverse("accounts:name"), {"name": "After"})

    person.refresh_from_db()
    assert answer.url == reverse("accounts:home")
    assert person.name == "After"
    assert Event.objects.about(person).get().verb == "rename"


def test_a_name_cannot_be_empty(signed_in):
    person = UserFactory(name="Before")

    answer = signed_in(person).post(reverse("accounts:name"), {"name": " "})

    person.refresh_from_db()
    assert answer.status_code == HTTPStatus.OK
    assert "There is a problem" in answer.content.decode()
    assert person.name == "Before"


def test_half_an_address_to_go_on_to_is_no_fault(client):
    answer = client.get("/account/login/", {"next": "http://[x"})

    assert answer.status_code == 200
