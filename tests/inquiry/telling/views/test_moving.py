"""A story that was begun for the wrong organisation goes on for another one."""

import pytest
from django.urls import reverse

from inquiry.telling import actions
from tests import factories
from tests.inquiry.telling.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(inquiry):
    return reverse("telling:move", args=[inquiry.key])


def joined(inquiry, state="approved"):
    by = inquiry.begun_by
    return factories.MembershipFactory(user=by, state=state).organisation


@pytest.mark.parametrize("state", ["approved", "pending"])
def test_who_began_it_moves_it_to_another_of_their_own(inquiry, teller, address, state):
    before, other = inquiry.organisation, joined(inquiry, state)

    tasks = text(teller.get(inquiry.get_absolute_url()))
    page = text(teller.get(address))
    done = teller.post(address, {"organisation": other.pk}, follow=True)

    inquiry.refresh_from_db()
    assert f'href="{address}"' in tasks
    assert f"The story is told for {before} now." in page
    assert inquiry.organisation == other
    assert f"The story is now told for {other}." in text(done)
    [event] = factories.events(inquiry, verb="move")
    assert (event.before, event.after) == (str(before.key), str(other.key))


def test_it_is_not_moved_to_an_organisation_of_others(inquiry, teller, address):
    foreign = factories.OrganisationFactory()
    declined = joined(inquiry, "declined")

    for organisation in (foreign, declined):
        page = teller.post(address, {"organisation": organisation.pk})
        with pytest.raises(ValueError, match="does not belong"):
            actions.move(inquiry, organisation=organisation, by=inquiry.begun_by)
        assert page.status_code == 200
        assert "There is a problem" in text(page)

    before = inquiry.organisation
    inquiry.refresh_from_db()
    assert inquiry.organisation == before


def test_it_stays_while_somebody_reads_it(inquiry, teller, address):
    before, other = inquiry.organisation, joined(inquiry)
    inquiry.close()

    tasks = text(teller.get(inquiry.get_absolute_url()))
    late = teller.post(address, {"organisation": other.pk}, follow=True)
    with pytest.raises(actions.ClosedInquiryError):
        actions.move(inquiry, organisation=other, by=inquiry.begun_by)

    inquiry.refresh_from_db()
    assert address not in tasks
    assert "A story that has been sent in stays as it is." in text(late)
    assert inquiry.organisation == before


def test_a_co_author_does_not_move_it(inquiry, address, signed_in):
    friend = factories.UserFactory()
    named = actions.name_co_author(inquiry, by=inquiry.begun_by, email=friend.email)
    actions.accept(named, by=friend)
    client = signed_in(friend)

    assert address not in text(client.get(inquiry.get_absolute_url()))
    assert client.get(address).status_code == 403


def test_the_same_organisation_again_is_no_event(inquiry, teller, address):
    teller.post(address, {"organisation": inquiry.organisation.pk})

    assert factories.events(inquiry, verb="move") == []


def test_who_belongs_to_no_organisation_is_led_to_find_one(inquiry, teller, address):
    inquiry.begun_by.memberships.all().delete()

    page = text(teller.get(address))

    assert f"{reverse('organisations:find')}?next={address}" in page
