from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils.html import escape

from portal.organisations import actions
from portal.organisations.models import Membership, Organisation
from portal.taxonomy.models import Nation, PartnerType
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def typed(**changes):
    return {
        "name": "Friends of Newtown",
        "partner_type": PartnerType.objects.get(slug="hospital-friends").pk,
        "nation": Nation.objects.get(slug="england").pk,
        **changes,
    }


def find(client, words):
    return client.get(reverse("organisations:find"), {"q": words})


def found(client, words):
    return [organisation.name for organisation in find(client, words).context["found"]]


def test_a_part_of_the_name_is_enough_to_find_it(signed_in):
    OrganisationFactory(name="Friends of Newtown Hospital")
    OrganisationFactory(name="Newtown Carers")
    client = signed_in(UserFactory())

    assert found(client, "NEWTOWN hosp") == ["Friends of Newtown Hospital"]
    assert found(client, "") == []


@pytest.mark.parametrize(
    "typed", ["Carers' C", "carers\u2019 c", "Luke's", "Luke\u2019s"]
)
def test_any_apostrophe_finds_it(signed_in, typed):
    OrganisationFactory(name="Fennbrook Carers' Corner of Luke\u2019s")

    page = signed_in(UserFactory()).get(reverse("organisations:find"), {"q": typed})

    assert "Fennbrook" in page.content.decode()


def test_what_is_typed_is_never_a_pattern(signed_in):
    OrganisationFactory(name="Friends of Newtown")

    assert found(signed_in(UserFactory()), "%_") == []


def test_an_organisation_of_an_unconfirmed_person_is_not_found(signed_in):
    OrganisationFactory(name="Ghosts", added_by=UserFactory(verified=False))

    assert found(signed_in(UserFactory()), "ghosts") == []


@pytest.mark.parametrize("count", [1, 30])
def test_finding_costs_the_same_however_many_there_are(
    signed_in, django_assert_max_num_queries, count
):
    OrganisationFactory.create_batch(count)
    client = signed_in(UserFactory())

    with django_assert_max_num_queries(5):
        names = found(client, "anytown")

    assert len(names) == min(count, 20)


def test_none_found_leads_to_adding_it_with_the_name(signed_in):
    client = signed_in(UserFactory())

    page = find(client, "Friends of Nowhere")
    form = client.get(page.context["add_url"]).context["form"]

    assert "There is none with this name yet." in page.content.decode()
    assert form["name"].value() == "Friends of Nowhere"


def test_a_person_adds_their_organisation_and_goes_on(signed_in):
    person = UserFactory()

    answer = signed_in(person).post(
        reverse("organisations:add"), typed(next="/account/")
    )

    assert answer.url == "/account/"
    assert Organisation.objects.of(person).get().name == "Friends of Newtown"


def test_adding_never_leads_to_another_site(signed_in):
    client = signed_in(UserFactory())

    answer = client.post(
        reverse("organisations:add"), typed(next="https://elsewhere.example/")
    )

    assert answer.url == Organisation.objects.get().get_absolute_url()


def test_bad_input_keeps_what_was_typed(signed_in):
    client = signed_in(UserFactory())

    answer = client.post(
        reverse("organisations:add"), typed(name="", website="javascript:alert(1)")
    )

    page = answer.content.decode()
    assert "There is a problem" in page
    assert 'value="javascript:alert(1)"' in page
    assert not Organisation.objects.exists()


def test_everybody_reads_the_page_of_an_organisation(client):
    organisation = OrganisationFactory(website="https://example.org/")

    page = client.get(organisation.get_absolute_url()).content.decode()

    assert organisation.name in page
    assert "Friends of a hospital" in page or "England" in page
    assert 'href="https://example.org/"' in page
    assert "Ask to join" not in page


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "wzxhzdk:0<img>",
    ],
)
def test_a_website_that_no_form_has_seen_is_text_and_no_link(client, address):
    organisation = OrganisationFactory(website=address)

    page = client.get(organisation.get_absolute_url()).content.decode()

    assert escape(address) in page
    assert f'href="{escape(address)}"' not in page


def test_a_name_is_text_and_never_markup(client):
    organisation = OrganisationFactory(name="<b>Friends</b> & Co")

    page = client.get(organisation.get_absolute_url()).content.decode()

    assert "<b>Friends</b>" not in page
    assert "&lt;b&gt;Friends&lt;/b&gt; &amp; Co" in page


def test_joining_waits_for_an_answer(signed_in):
    person, organisation = UserFactory(), OrganisationFactory()

    signed_in(person).post(reverse("organisations:join", args=[organisation.slug]))

    assert person.memberships.get().state == "pending"
    assert not Organisation.objects.of(person).exists()


def test_joining_twice_is_told_kindly(signed_in):
    membership = MembershipFactory(state="pending")
    client = signed_in(membership.user)
    address = reverse("organisations:join", args=[membership.organisation.slug])

    answer = client.post(address, follow=True)

    assert "You have asked already" in answer.content.decode()


@pytest.mark.parametrize("name", ["organisations:join", "organisations:decide"])
def test_a_link_joins_and_decides_nothing(signed_in, name):
    request = MembershipFactory(state="pending")
    owner = MembershipFactory(is_owner=True, organisation=request.organisation).user
    argument = request.key if name.endswith("decide") else request.organisation.slug

    answer = signed_in(owner).get(reverse(name, args=[argument]))

    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED


def decide(client, membership, answer="approve"):
    address = reverse("organisations:decide", args=[membership.key])
    return client.post(address, {"answer": answer})


def test_an_owner_lets_somebody_in(signed_in):
    request = MembershipFactory(state="pending")
    owner = MembershipFactory(is_owner=True, organisation=request.organisation).user

    decide(signed_in(owner), request)

    assert Organisation.objects.of(request.user).get() == request.organisation


def test_a_stranger_lets_nobody_in(signed_in):
    request = MembershipFactory(state="pending")

    answer = decide(signed_in(UserFactory()), request)

    request.refresh_from_db()
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert request.state == "pending"


def test_nobody_lets_themselves_in(signed_in):
    request = MembershipFactory(state="pending")

    answer = decide(signed_in(request.user), request)

    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_an_answer_that_is_none_is_refused(signed_in):
    request = MembershipFactory(state="pending")
    owner = MembershipFactory(is_owner=True, organisation=request.organisation).user

    answer = decide(signed_in(owner), request, answer="perhaps")

    assert answer.status_code == HTTPStatus.BAD_REQUEST


def test_a_late_answer_is_told(signed_in):
    request = MembershipFactory(state="declined")
    owner = MembershipFactory(is_owner=True, organisation=request.organisation).user

    decide(signed_in(owner), request)

    request.refresh_from_db()
    assert request.state == "declined"


def test_an_owner_changes_the_page(signed_in):
    owned = MembershipFactory(is_owner=True)
    address = reverse("organisations:edit", args=[owned.organisation.slug])
    browser = signed_in(owned.user)

    seen = browser.get(address).context["form"]["seen"].value()
    answer = browser.post(address, typed(name="Friends of Elsewhere", seen=seen))

    owned.organisation.refresh_from_db()
    assert answer.url == owned.organisation.get_absolute_url()
    assert owned.organisation.name == "Friends of Elsewhere"
    assert owned.organisation.history.count() == 2


def test_a_change_that_is_sent_twice_is_one_and_nobody_elses(signed_in):
    owned = MembershipFactory(is_owner=True)
    address = reverse("organisations:edit", args=[owned.organisation.slug])
    browser = signed_in(owned.user)
    mine = typed(name="Friends of Elsewhere", seen=1)

    answers = [browser.post(address, mine) for _time in range(2)]

    where = owned.organisation.get_absolute_url()
    assert [answer.headers.get("Location") for answer in answers] == [where] * 2
    assert owned.organisation.history.count() == 2


def test_an_owner_who_comes_second_sees_what_the_first_has_saved(signed_in):
    owned = MembershipFactory(is_owner=True)
    organisation = owned.organisation
    address = reverse("organisations:edit", args=[organisation.slug])
    browser = signed_in(owned.user)
    seen = browser.get(address).context["form"]["seen"].value()
    organisation.name = "Friends of Here"
    organisation.website = "https://example.org/theirs"
    actions.change(organisation, by=UserFactory(), seen=seen)

    mine = typed(name="Friends of There", charity_number="1234567", seen=seen)
    late = browser.post(address, mine)
    organisation.refresh_from_db()
    kept = organisation.name
    mine["seen"] = late.context["form"]["seen"].value()
    again = browser.post(address, mine)

    assert late.status_code == HTTPStatus.CONFLICT
    assert "Somebody else changed this organisation" in late.text
    assert "Friends of Here" in late.text
    assert "https://example.org/theirs" in late.text
    assert 'value="Friends of There"' in late.text
    assert 'value="1234567"' in late.text
    organisation.refresh_from_db()
    assert (kept, organisation.name) == ("Friends of Here", "Friends of There")
    assert again.url == organisation.get_absolute_url()


def test_a_member_does_not_change_the_page(signed_in):
    membership = MembershipFactory()
    address = reverse("organisations:edit", args=[membership.organisation.slug])

    answer = signed_in(membership.user).post(address, typed())

    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_leaving_is_asked_first(signed_in):
    membership = MembershipFactory()
    client = signed_in(membership.user)
    address = reverse("organisations:leave", args=[membership.organisation.slug])

    client.get(address)
    before = Membership.objects.count()
    client.post(address)

    assert (before, Membership.objects.count()) == (1, 0)


def test_somebody_who_is_not_in_cannot_leave(signed_in):
    organisation = OrganisationFactory()
    address = reverse("organisations:leave", args=[organisation.slug])

    answer = signed_in(UserFactory()).post(address)

    assert answer.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("address", ["a%00b", "accounts", "x", "%FF"])
def test_a_next_page_that_is_no_address_of_ours_is_left_out(signed_in, address):
    client = signed_in(UserFactory())

    answer = client.get(reverse("organisations:add"), QUERY_STRING=f"next={address}")

    assert answer.status_code == 200
    assert answer.context["next"] == ""


def test_an_organisation_sent_twice_is_the_same_both_times(signed_in):
    browser = signed_in(UserFactory())
    answers = [browser.post(reverse("organisations:add"), typed()) for _click in "12"]

    one = Organisation.objects.get(name=typed()["name"])
    assert [answer["Location"] for answer in answers] == [one.get_absolute_url()] * 2
