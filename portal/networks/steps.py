"""What was done to a network: who came in, who went out, and when."""

from dataclasses import dataclass
from datetime import datetime

from portal.accounts.models import User
from portal.networks.models import Member
from portal.organisations.models import Organisation

SHOWN = 50


@dataclass(frozen=True)
class Step:
    """``verb`` is in, out, added or changed. ``by`` is None where a file did it or the
    account is gone; ``organisation`` where it is not here any more."""

    at: datetime
    verb: str
    by: User | None
    organisation: Organisation | None = None


def of(network):
    """The newest steps first: three queries."""
    own = network.history.select_related("history_user")[:SHOWN]
    rows = Member.history.filter(network_id=network.pk)
    rows = list(rows.select_related("history_user")[:SHOWN])
    named = Organisation.objects.in_bulk([row.organisation_id for row in rows])
    steps = [
        Step(row.history_date, OWN[row.history_type], row.history_user) for row in own
    ]
    steps += [
        Step(
            row.history_date,
            "out" if row.history_type == "-" else "in",
            row.history_user,
            named.get(row.organisation_id),
        )
        for row in rows
    ]
    return sorted(steps, key=lambda step: step.at, reverse=True)[:SHOWN]


OWN = {"+": "added", "~": "changed", "-": "removed"}
