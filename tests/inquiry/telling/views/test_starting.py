import uuid

import pytest
from django.urls import reverse

from inquiry.protocols.models import Protocol
from inquiry.telling.models import Inquiry
from portal.organisations.models import Membership
from tests import factories
from tests.inquiry.telling.pages import text

pytestmark = pytest.mark.django_db
SLUG = "partnership-success-story"


def test_anybody_reads_what_will_happen_and_every_question_set(client):
    page = client.get("/share/")

    assert page.status_code == 200
    for slug in Protocol.objects.values_list("slug", flat=True):
        detail = reverse("protocols:detail", args=[slug])
        assert detail in text(page)
        assert client.get(detail).status_code == 200


def test_a_question_set_shows_all_its_questions(client):
    page = text(client.get(reverse("protocols:detail", args=[SLUG])))

    for question in factories.version(SLUG).questions.all():
        assert question.prompt in page


def test_the_voice_questions_can_be_read_and_not_begun(client, teller):
    slug = "volunteers-moment"

    assert f"/share/begin/{slug}/" not in text(client.get("/share/"))
    assert teller.get(f"/share/begin/{slug}/").status_code == 404
    assert teller.post(f"/share/begin/{slug}/").status_code == 404


def test_no_page_promises_private_links_that_nobody_can_send(client):
    detail = reverse("protocols:detail", args=["volunteers-moment"])

    for path in ("/share/", detail):
        page = text(client.get(path))
        assert "They cannot be answered on this site yet." in page
        assert "private link" not in page
        assert "Keep your link" not in page


def test_beginning_asks_to_sign_in(client):
    response = client.get(f"/share/begin/{SLUG}/")

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_sending_the_form_twice_begins_one_inquiry(signed_in):
    member = factories.MembershipFactory()
    client = signed_in(member.user)
    data = {"organisation": member.organisation.pk, "token": uuid.uuid4()}

    first = client.post(f"/share/begin/{SLUG}/", data)
    second = client.post(f"/share/begin/{SLUG}/", data)

    begun = Inquiry.objects.get()
    assert first.url == second.url == f"/share/{begun.key}/"
    assert begun.organisation == member.organisation


def test_nobody_begins_for_an_organisation_of_others(signed_in):
    member = factories.MembershipFactory()
    other = factories.OrganisationFactory()
    data = {"organisation": other.pk, "token": uuid.uuid4()}

    response = signed_in(member.user).post(f"/share/begin/{SLUG}/", data)

    assert response.status_code == 200
    assert not Inquiry.objects.exists()


def test_without_an_organisation_the_way_leads_to_finding_one_and_back(signed_in):
    page = signed_in(factories.UserFactory()).get(f"/share/begin/{SLUG}/")

    find = reverse("organisations:find")
    assert f"{find}?next=/share/begin/{SLUG}/" in text(page)


def test_one_may_write_while_joining_is_pending_and_not_when_declined(signed_in):
    pending = factories.MembershipFactory(state=Membership.State.PENDING)
    declined = factories.MembershipFactory(
        user=pending.user, state=Membership.State.DECLINED
    )
    page = text(signed_in(pending.user).get(f"/share/begin/{SLUG}/"))

    assert pending.organisation.name in page
    assert declined.organisation.name not in page
