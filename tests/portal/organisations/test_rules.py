"""Who may: each permission with a denial beside it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.organisations.models import Membership
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    administrator,
    moderator,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def owned():
    return MembershipFactory(is_owner=True)


def asking(organisation, **fields):
    return MembershipFactory(organisation=organisation, state="pending", **fields)


def test_owners_and_moderators_change_an_organisation(owned):
    assert owned.user.has_perm("organisations.edit", owned.organisation)
    assert moderator().has_perm("organisations.edit", owned.organisation)


def test_others_do_not_change_it(owned):
    member = MembershipFactory(organisation=owned.organisation).user
    other_owner = MembershipFactory(is_owner=True).user
    people = [member, other_owner, UserFactory(), AnonymousUser(), administrator()]

    allowed = [who.has_perm("organisations.edit", owned.organisation) for who in people]

    assert allowed == [False] * 5


def test_owners_and_moderators_answer_a_request(owned):
    request = asking(owned.organisation)

    assert owned.user.has_perm("organisations.decide", request)
    assert moderator().has_perm("organisations.decide", request)


def test_others_do_not_answer_it(owned):
    request = asking(owned.organisation)
    member = MembershipFactory(organisation=owned.organisation).user
    other_owner = MembershipFactory(is_owner=True).user
    people = [request.user, member, other_owner, UserFactory(), AnonymousUser()]

    allowed = [who.has_perm("organisations.decide", request) for who in people]

    assert allowed == [False] * 5


def test_a_moderator_does_not_let_themselves_in():
    reader = moderator()
    request = asking(OrganisationFactory(), user=reader)

    assert not reader.has_perm("organisations.decide", request)
    assert not Membership.objects.to_decide_by(reader).exists()


def test_only_the_person_leaves(owned):
    assert owned.user.has_perm("organisations.leave", owned)
    assert not moderator().has_perm("organisations.leave", owned)


def test_requests_wait_for_owners_of_that_organisation_and_for_moderators(owned):
    request = asking(owned.organisation)
    elsewhere = asking(OrganisationFactory())

    seen = Membership.objects.to_decide_by

    assert list(seen(owned.user)) == [request]
    assert set(seen(moderator())) == {request, elsewhere}
    assert list(seen(UserFactory())) == []
