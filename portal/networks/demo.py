"""The made-up network of the demo."""

import json
from pathlib import Path

from portal.networks import actions
from portal.networks.models import Member, Network
from portal.organisations.models import Organisation

FILE = Path(__file__).parent / "fixtures" / "demo.json"


def load():
    """Add it with those of its members who are here; whether it was missing."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    if Network.objects.filter(name=data["name"]).exists():
        return False
    network = actions.add(
        Network(name=data["name"], description=data["description"], is_example=True),
        by=None,
    )
    members = Organisation.objects.filter(name__in=data["members"], is_example=True)
    for organisation in members:
        actions.take_in(organisation, network, by=None)
    return True


def remove():
    """Take it away with its history; how many networks that were."""
    found = Network.objects.filter(is_example=True)
    keys = list(found.values_list("pk", flat=True))
    found.delete()
    Network.history.filter(id__in=keys).delete()
    Member.history.filter(network_id__in=keys).delete()
    return len(keys)
