import pytest

from portal.organisations.forms import OrganisationForm
from portal.taxonomy.models import IntegratedCareBoard, Nation, PartnerType, Region
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def typed(**changes):
    return {
        "name": "Friends of Newtown",
        "partner_type": PartnerType.objects.get(slug="hospital-friends").pk,
        "nation": Nation.objects.get(slug="england").pk,
        **changes,
    }


def board():
    return IntegratedCareBoard.objects.filter(valid_to=None).first()


def test_name_kind_and_nation_are_enough():
    assert OrganisationForm(typed()).is_valid()


@pytest.mark.parametrize("name", ["name", "partner_type", "nation"])
def test_without_one_of_them_the_field_says_so(name):
    form = OrganisationForm(typed(**{name: ""}))

    assert list(form.errors) == [name]


def test_a_name_of_160_letters_fits_and_a_longer_one_does_not():
    assert OrganisationForm(typed(name="n" * 160)).is_valid()
    assert "name" in OrganisationForm(typed(name="n" * 161)).errors


def test_a_double_name_is_refused_whatever_its_case_and_spaces():
    OrganisationFactory(name="Friends of Newtown")

    form = OrganisationForm(typed(name="friends  OF newtown"))

    assert "Find it and ask to join" in form.errors["name"][0]


@pytest.mark.parametrize("sign", ["\u2019", "\u2018", "`", "'"])
def test_another_apostrophe_makes_no_other_name(sign):
    OrganisationFactory(name="Fennbrook Carers' Corner")
    OrganisationFactory(name="Luke\u2019s Friends")

    for name in [f"FENNBROOK CARERS{sign} CORNER", f"luke{sign}s friends"]:
        assert "already" in str(OrganisationForm(typed(name=name)).errors["name"])


def test_an_organisation_keeps_its_own_name():
    organisation = OrganisationFactory(name="Friends of Newtown")

    assert OrganisationForm(typed(), instance=organisation).is_valid()


@pytest.mark.parametrize(
    "address", ["https://example.org", "http://example.org/page", "www.example.org"]
)
def test_websites_are_good(address):
    form = OrganisationForm(typed(website=address))

    assert form.is_valid()
    assert form.cleaned_data["website"].startswith("http")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "ftp://example.org", "not a site", "mailto:a@b.c"],
)
def test_other_addresses_are_no_websites(address):
    assert "website" in OrganisationForm(typed(website=address)).errors


def test_codes_may_be_typed_with_spaces_and_small_letters():
    form = OrganisationForm(typed(ods_code=" r xx", charity_number="sc 045685"))

    assert form.is_valid()
    assert form.cleaned_data["ods_code"] == "RXX"
    assert form.cleaned_data["charity_number"] == "SC045685"


def test_a_wrong_code_is_told_at_its_field():
    form = OrganisationForm(typed(ods_code="!", charity_number="7"))

    assert list(form.errors) == ["ods_code", "charity_number"]


def test_the_board_brings_its_region():
    form = OrganisationForm(typed(board=board().pk))

    assert form.is_valid()
    assert form.cleaned_data["region"] == board().region


def test_a_board_of_another_region_is_refused():
    other = Region.objects.exclude(pk=board().region_id).first()

    form = OrganisationForm(typed(board=board().pk, region=other.pk))

    assert list(form.errors) == ["board"]


def test_a_region_belongs_to_england():
    wales = Nation.objects.get(slug="wales").pk

    form = OrganisationForm(typed(nation=wales, region=board().region_id))

    assert list(form.errors) == ["region"]


def test_a_closed_board_is_not_offered_but_stays_where_it_was_chosen():
    closed = IntegratedCareBoard.objects.exclude(valid_to=None).first()
    organisation = OrganisationFactory(board=closed)

    new = OrganisationForm()
    old = OrganisationForm(instance=organisation)

    assert closed not in new.fields["board"].queryset
    assert closed in old.fields["board"].queryset


def test_its_size_can_be_said_or_left_out():
    assert OrganisationForm(typed(size="micro")).is_valid()
    assert OrganisationForm(typed(size="")).is_valid()
    assert "size" in OrganisationForm(typed(size="nhs")).errors


def test_an_organisation_of_the_nhs_has_no_size_of_its_own():
    trust = PartnerType.objects.get(slug="acute-trust")

    form = OrganisationForm(typed(partner_type=trust.pk, size="large"))

    assert form.is_valid()
    assert form.cleaned_data["size"] == ""
