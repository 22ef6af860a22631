"""Which kinds of partner are in an alliance, and which are not (method 37)."""

from dataclasses import dataclass

from casestudies.insights import coverage
from casestudies.insights.coverage import Cell
from casestudies.insights.lines import HOSPITAL_LINKED, Line
from casestudies.search import finding
from portal.networks.models import Network
from portal.organisations.models import Organisation


@dataclass(frozen=True)
class Seat:
    """A kind of partner, who of it is in, and its stories here."""

    line: Line
    members: list[Organisation]
    stories: Cell

    @property
    def is_hospital_linked(self):
        return self.line.slug == HOSPITAL_LINKED


@dataclass(frozen=True)
class Alliance:
    """``seats`` has a place for each kind of partner, hospital-linked charities first."""

    network: Network
    seats: list[Seat]

    @property
    def taken(self):
        return [seat for seat in self.seats if seat.members]

    @property
    def empty(self):
        return [seat for seat in self.seats if not seat.members and seat.line.is_open]

    @property
    def hospital_linked(self):
        return next((seat for seat in self.seats if seat.is_hospital_linked), None)


def alliances(networks):
    """One for each network, which were read ``with_members``. Four queries."""
    counts = finding.counts()
    seats = [
        (line, coverage.total(coverage.PARTNERS, line, counts))
        for line in coverage.PARTNERS.lines()
    ]
    return [
        Alliance(network, [_seat(network, line, cell) for line, cell in seats])
        for network in networks
    ]


def _seat(network, line, stories):
    members = [one for one in network.members if one.partner_type.slug == line.slug]
    return Seat(line, members, stories)
