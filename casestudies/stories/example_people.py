"""The made-up people and organisations that tell the example stories."""

from django.conf import settings

from portal.accounts.actions import add_person
from portal.accounts.models import User
from portal.accounts.rules import ADMINISTRATOR
from portal.demo import PASSWORD, SIGN_INS
from portal.organisations import actions as organisations
from portal.organisations.models import Organisation
from portal.taxonomy.models import IntegratedCareBoard, Nation, PartnerType, Region

# Nobody can sign in as these two: they tell and publish the sample stories.
SAMPLES = [
    ("teller", "storyteller@example.org", "Robin Sample"),
    ("reader", "reader@example.org", "Owen Sample"),
]
HOMES = {
    "charity": "Friends of Fennbrook General Hospital",
    "hospital": "Fennbrook Hospitals NHS Trust",
}
EMAILS = [email for _key, email, _name in SAMPLES] + [one.email for one in SIGN_INS]


def people():
    """The example people by their key, made where they are missing.

    Outside the demo only the two exist that nobody can sign in as.
    """
    cast = {key: _person(email, name) for key, email, name in SAMPLES}
    if settings.DEMO:
        cast |= {one.key: _sign_in(one) for one in SIGN_INS}
    return cast


def _person(email, name):
    found = User.objects.filter(email=email).first()
    return found or add_person(email=email, name=name, is_active=False)


def _sign_in(one):
    found = User.objects.filter(email=one.email).first()
    is_administrator = one.role == ADMINISTRATOR
    return found or add_person(
        email=one.email,
        name=one.name,
        password=PASSWORD,
        roles=[one.role] if one.role else [],
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
