"""The made-up people and organisations that tell the example stories."""

from django.conf import settings

from portal.accounts.actions import add_person
from portal.accounts.models import User
from portal.accounts.rules import ADMINISTRATOR, MODERATOR, SAFEGUARDING_CONTACT
from portal.demo import PASSWORD
from portal.organisations import actions as organisations
from portal.organisations.models import Organisation
from portal.taxonomy.models import IntegratedCareBoard, Nation, PartnerType, Region

# Nobody can sign in as these two: they tell and publish the sample stories.
TELLER = ("teller", "storyteller@example.org", "Robin Sample", "")
READER = ("reader", "reader@example.org", "Owen Sample", "")
# The sign-ins of the demo.
SIGN_INS = [
    ("charity", "charity@example.org", "Asha Merrick", ""),
    ("hospital", "hospital@example.org", "Tom Adeyemi", ""),
    ("moderator", "moderator@example.org", "Priya Lindqvist", MODERATOR),
    (
        "safeguarding",
        "safeguarding@example.org",
        "Mina Calloway",
        SAFEGUARDING_CONTACT,
    ),
    ("administrator", "administrator@example.org", "Gwen Castell", ADMINISTRATOR),
]
HOMES = {
    "charity": "Friends of Fennbrook General Hospital",
    "hospital": "Fennbrook Hospitals NHS Trust",
}
EMAILS = [email for _key, email, _name, _role in [TELLER, READER, *SIGN_INS]]


def people():
    """The example people by their key, made where they are missing.

    Outside the demo only the two exist that nobody can sign in as.
    """
    cast = {key: _person(email, name) for key, email, name, _role in (TELLER, READER)}
    if settings.DEMO:
        for key, email, name, role in SIGN_INS:
            cast[key] = _sign_in(email, name, role)
    return cast


def _person(email, name):
    found = User.objects.filter(email=email).first()
    return found or add_person(email=email, name=name, is_active=False)


def _sign_in(email, name, role):
    found = User.objects.filter(email=email).first()
    is_administrator = role == ADMINISTRATOR
    return found or add_person(
        email=email,
        name=name,
        password=PASSWORD,
        roles=[role] if role else [],
        is_staff=is_administrator,
        is_superuser=is_administrator,
    )


def organisation(name, partner_type, story, *, cast):
    """The organisation of a name, added as an example where it is missing."""
    found = Organisation.objects.filter(name__iexact=name).first()
    if found:
        return found
    owner = next((key for key, home in HOMES.items() if home == name), "teller")
    return organisations.add(
        Organisation(
            name=name,
            partner_type=PartnerType.objects.get(slug=partner_type),
            size=story["sizes"].get(name, ""),
            is_example=True,
            **places(story),
        ),
        by=cast.get(owner, cast["teller"]),
    )


def places(place):
    """Nation, region and board of a sample, by its slugs and the board's code."""
    region, board = place.get("region"), place.get("icb")
    return {
        "nation": Nation.objects.get(slug=place["nation"]),
        "region": Region.objects.get(slug=region) if region else None,
        "board": IntegratedCareBoard.objects.get(ods_code=board) if board else None,
    }
