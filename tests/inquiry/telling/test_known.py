"""What an invitation knows of a story, from the address to the first draft."""

import uuid

import pytest
from django.utils import timezone

from casestudies.stories import composing
from casestudies.stories.sections import build
from inquiry.telling.models import Answer, Inquiry
from portal.taxonomy.models import IntegratedCareBoard, Nation, PartnerType, Theme
from tests import factories

pytestmark = pytest.mark.django_db
HOSPITAL = "hospital-shoe-pinches"
GENERAL = "partnership-success-story"


@pytest.fixture
def member():
    return factories.MembershipFactory()


@pytest.fixture
def begin(member, signed_in):
    """``begin(query)`` begins a story with all that the page has ticked."""

    def post(query, slug=GENERAL, *, keep=lambda values: values):
        address = f"/share/begin/{slug}/?{query}"
        form = signed_in(member.user).get(address).context["form"]
        data = {
            "organisation": member.organisation.pk,
            "token": uuid.uuid4(),
            "known": keep(form.initial.get("known", [])),
        }
        signed_in(member.user).post(address, data)
        return Inquiry.objects.get()

    return post


def answers(inquiry):
    return dict(inquiry.answers.values_list("question__key", "value"))


def draft_of(inquiry):
    return composing.compose(inquiry, by=inquiry.begun_by)


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("touch_point=living-well", HOSPITAL),
        ("care_setting=hospital-ward&theme=carers", HOSPITAL),
        ("partner_type=hospital-friends&nation=wales", HOSPITAL),
        ("care_setting=general-practice", "primary-care-community-link"),
        ("partner_type=hospice&nation=wales", GENERAL),
        ("theme=carers", GENERAL),
    ],
)
def test_the_question_set_that_fits_stands_first(client, query, slug):
    page = client.get(f"/share/?{query}")

    assert page.context["versions"][0].protocol.slug == slug
    first = f"/share/begin/{slug}/?{query}".replace("&", "&amp;")
    assert page.text.index(first) < page.text.index('id="question-sets"')


def test_the_start_page_says_what_it_knows(client):
    page = client.get("/share/?nation=wales&partner_type=hospice").text

    assert "Nation: Wales" in page
    assert "Kind of partner: Hospice charity" in page


@pytest.mark.parametrize(
    "query",
    ["", "theme=unheard-of", "theme=%00", "theme=carers%00", "sector=nhs", "theme="],
)
def test_what_is_not_known_is_left_out(client, query):
    page = client.get(f"/share/?{query}")

    assert page.context["known"] == []
    assert "the one that is missing" not in page.text


def test_retired_terms_and_closed_boards_are_not_filled_in(client):
    Theme.objects.filter(slug="carers").update(retired=True)
    closed = IntegratedCareBoard.objects.filter(valid_to__isnull=False).first()

    page = client.get(f"/share/?theme=carers&icb={closed.slug}")

    assert page.context["known"] == []


def test_a_board_that_will_close_is_filled_in_until_then(client):
    board = IntegratedCareBoard.objects.filter(valid_to__isnull=True).first()
    board.valid_to = timezone.localdate()
    board.save()

    page = client.get(f"/share/?icb={board.slug}")

    assert [one.term for one in page.context["known"]] == [board]


def test_looking_changes_nothing(signed_in, member):
    client = signed_in(member.user)

    client.get("/share/?theme=carers")
    client.get(f"/share/begin/{GENERAL}/?theme=carers&nation=wales")

    assert not Inquiry.objects.exists()


def test_the_terms_arrive_in_the_draft(begin):
    inquiry = begin("care_setting=care-home&theme=carers&nation=wales")

    draft = draft_of(inquiry)

    assert [term.slug for term in draft.care_settings.all()] == ["care-home"]
    assert [term.slug for term in draft.themes.all()] == ["carers"]
    assert (draft.nation.slug, draft.region, draft.board) == ("wales", None, None)
    assert not draft.terms_confirmed
    terms = next(one for one in build(draft) if one.key == composing.TERMS)
    assert terms.form.initial["care_settings"] == ["care-home"]
    assert terms.form.initial["themes"] == ["carers"]


def test_a_touch_point_arrives_as_an_answer_where_it_is_asked(begin):
    inquiry = begin("touch_point=on-the-ward", HOSPITAL)

    assert answers(inquiry) == {"touch_point": ["on-the-ward"]}
    assert draft_of(inquiry).touch_point.slug == "on-the-ward"


def test_a_touch_point_that_is_not_asked_is_not_offered(begin):
    inquiry = begin("touch_point=on-the-ward&theme=carers", GENERAL)

    assert inquiry.known == {"theme": "carers"}
    assert draft_of(inquiry).touch_point is None


def test_the_own_organisation_is_named_where_its_kind_is_missing(begin, member):
    inquiry = begin("partner_type=hospital-friends")

    row = answers(inquiry)["partners"][0]
    assert row["organisation"] == member.organisation.name
    assert row["partner_type"] == "hospital-friends"


def test_another_kind_of_partner_waits_for_its_name(begin):
    inquiry = begin("partner_type=hospice")

    row = answers(inquiry)["partners"][0]
    assert (row["organisation"], row["partner_type"]) == ("", "hospice")
    partner = draft_of(inquiry).partners.get()
    assert partner.partner_type == PartnerType.objects.get(slug="hospice")


def test_what_is_taken_away_is_not_filled_in(begin):
    inquiry = begin("theme=carers&nation=wales", keep=lambda values: values[:1])

    assert inquiry.known == {"theme": "carers"}


def test_nothing_known_leaves_everything_as_before(begin, member):
    inquiry = begin("")

    assert inquiry.known == {}
    assert not Answer.objects.filter(inquiry=inquiry).exists()
    assert draft_of(inquiry).nation == member.organisation.nation


def test_a_board_brings_its_region_and_nation(begin):
    board = IntegratedCareBoard.objects.filter(valid_to__isnull=True).first()

    draft = draft_of(begin(f"icb={board.slug}"))

    assert (draft.board, draft.region) == (board, board.region)
    assert draft.nation.slug == "england"


def test_a_nation_that_fits_leaves_the_exact_place_of_the_organisation(begin, member):
    board = IntegratedCareBoard.objects.filter(valid_to__isnull=True).first()
    member.organisation.region, member.organisation.board = board.region, board
    member.organisation.nation = Nation.objects.get(slug="england")
    member.organisation.save()

    draft = draft_of(begin(f"nation=england&region={board.region.slug}"))

    assert draft.board == board


def test_terms_that_the_address_does_not_name_are_refused(member, signed_in):
    data = {
        "organisation": member.organisation.pk,
        "token": uuid.uuid4(),
        "known": ["theme:carers"],
    }

    signed_in(member.user).post(f"/share/begin/{GENERAL}/?nation=wales", data)

    assert not Inquiry.objects.exists()


def test_without_an_organisation_the_terms_survive_finding_one(signed_in):
    page = signed_in(factories.UserFactory()).get(
        f"/share/begin/{GENERAL}/?theme=carers"
    )

    assert f"?next=/share/begin/{GENERAL}/%3Ftheme%3Dcarers" in page.text
