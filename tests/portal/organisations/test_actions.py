import pytest
from django.contrib.auth.models import Group

from portal import addresses
from portal.accounts.rules import MODERATOR
from portal.organisations import actions
from portal.organisations.models import Membership, Organisation
from portal.post.models import Message
from portal.record.models import Event
from portal.taxonomy.models import Nation, PartnerType
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    moderator,
)

pytestmark = pytest.mark.django_db


def new(name="Friends of Newtown"):
    return Organisation(
        name=name,
        partner_type=PartnerType.objects.get(slug="hospital-friends"),
        nation=Nation.objects.get(slug="england"),
    )


def verbs(instance):
    return [event.verb for event in Event.objects.about(instance)]


def test_who_adds_an_organisation_owns_it():
    person = UserFactory()

    organisation = actions.add(new(), by=person)

    membership = person.memberships.get()
    assert membership.organisation == organisation
    assert (membership.state, membership.is_owner) == ("approved", True)
    assert organisation.slug == "friends-of-newtown"
    assert verbs(organisation) == ["add"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Find", "find-2"),
        ("Add", "add-2"),
        ("Ω", "organisation"),
        ("n" * 160, "n" * 70),
    ],
)
def test_an_address_is_never_that_of_another_page(name, slug):
    assert addresses.free(Organisation, name, actions.RESERVED) == slug


def test_two_names_never_share_an_address():
    OrganisationFactory(slug="friends-of-newtown")

    assert addresses.free(Organisation, "Friends of Newtown!") == "friends-of-newtown-2"


@pytest.mark.both_databases
def test_a_name_that_another_has_by_now_is_refused():
    OrganisationFactory(name="Friends of Newtown")
    organisation = OrganisationFactory()

    organisation.name = "FRIENDS of Newtown"
    with pytest.raises(actions.NameTakenError):
        actions.change(organisation, by=UserFactory(), seen=1)

    assert verbs(organisation) == []


def test_asking_to_join_waits_and_tells_the_owners_alone():
    owned = MembershipFactory(is_owner=True)
    MembershipFactory(organisation=owned.organisation)
    moderator()

    membership = actions.ask_to_join(
        owned.organisation, by=UserFactory(name="Grace Newcomer")
    )

    letter = Message.objects.get()
    assert (membership.state, membership.is_owner) == ("pending", False)
    assert letter.to == owned.user.email
    assert letter.subject.startswith("Please answer: Grace Newcomer asks to join")
    assert verbs(membership) == ["ask_to_join"]


def test_without_an_owner_the_moderators_are_asked():
    reader = moderator()

    actions.ask_to_join(OrganisationFactory(), by=UserFactory())

    assert Message.objects.get().to == reader.email


def test_a_moderator_with_two_roles_is_asked_once():
    reader = moderator()
    reader.groups.add(Group.objects.get_or_create(name="lead moderator")[0])

    actions.ask_to_join(OrganisationFactory(), by=UserFactory())

    assert reader.groups.filter(name=MODERATOR).exists()
    assert Message.objects.count() == 1


@pytest.mark.parametrize("state", ["pending", "approved"])
def test_nobody_asks_twice(state):
    membership = MembershipFactory(state=state)

    with pytest.raises(actions.MembershipError):
        actions.ask_to_join(membership.organisation, by=membership.user)

    assert Membership.objects.count() == 1


def test_somebody_who_was_not_let_in_may_ask_again():
    membership = MembershipFactory(state="declined")

    actions.ask_to_join(membership.organisation, by=membership.user)

    membership.refresh_from_db()
    assert membership.state == "pending"


@pytest.mark.parametrize(
    ("verb", "state", "subject"),
    [
        (actions.approve, "approved", "You are now a member of"),
        (actions.decline, "declined", "You were not let in to"),
    ],
)
def test_an_answer_is_kept_and_told(verb, state, subject):
    membership = MembershipFactory(state="pending")
    owner = UserFactory()

    verb(membership, by=owner)

    letter = Message.objects.get()
    membership.refresh_from_db()
    assert (membership.state, membership.decided_by) == (state, owner)
    assert letter.to == membership.user.email
    assert letter.subject.startswith(subject)
    assert verbs(membership) == [state]


def test_the_second_of_two_answers_does_nothing():
    membership = MembershipFactory(state="pending")
    stale = Membership.objects.get(pk=membership.pk)
    actions.approve(membership, by=UserFactory())

    with pytest.raises(actions.MembershipError):
        actions.decline(stale, by=UserFactory())

    membership.refresh_from_db()
    assert membership.state == "approved"
    assert Message.objects.count() == 1


def test_leaving_ends_the_membership_and_is_recorded():
    membership = MembershipFactory()

    actions.leave(membership, by=membership.user)

    assert not Membership.objects.exists()
    assert Event.objects.get(verb="leave").object_key == str(membership.key)


def test_a_person_may_be_in_several():
    person = UserFactory()

    actions.add(new("Friends of Here"), by=person)
    actions.add(new("Friends of There"), by=person)

    assert Organisation.objects.of(person).count() == 2
