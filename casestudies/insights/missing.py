"""Who is missing at a glance: each list with its numbers, zeros as invitations."""

from dataclasses import dataclass

from casestudies.insights import coverage
from casestudies.insights.coverage import Axis, Cell
from casestudies.insights.lines import HOSPITAL_LINKED, Line
from casestudies.search import finding

AXES = [
    coverage.PARTNERS,
    coverage.TOUCH_POINTS,
    coverage.CARE_SETTINGS,
    coverage.NATIONS,
    coverage.REGIONS,
    coverage.BOARDS,
]
# What the start page invites to.
INVITING = [coverage.PARTNERS, coverage.TOUCH_POINTS, coverage.NATIONS]


@dataclass(frozen=True)
class Counted:
    """One list: the lines that have stories, and those that wait for their first."""

    axis: Axis
    told: list[tuple[Line, Cell]]
    missing: list[tuple[Line, Cell]]

    @property
    def stories(self):
        """How many stories say it, of a list of which a story has one line at most."""
        return sum(cell.number for _line, cell in self.told)


@dataclass(frozen=True)
class Overview:
    """``hospital_linked`` counts the stories of hospital-linked charities."""

    total: int
    hospital_linked: Cell | None
    lists: list[Counted]


def overview():
    """Two queries of the search room and one for each list."""
    counts = finding.counts()
    lists = [_counted(axis, counts) for axis in AXES]
    partners = [*lists[0].told, *lists[0].missing]
    linked = (cell for line, cell in partners if line.slug == HOSPITAL_LINKED)
    return Overview(finding.total(), next(linked, None), lists)


def _counted(axis, counts):
    pairs = [(line, coverage.total(axis, line, counts)) for line in axis.lines()]
    return Counted(
        axis,
        [pair for pair in pairs if pair[1].number],
        [pair for pair in pairs if pair[1].invitation],
    )


def invitations() -> list[Cell]:
    """The first line without a story of each list that says most about who is missing;
    hospital-linked charities before all others. A fixed number of queries."""
    counts = finding.counts()
    counted = [_counted(axis, counts) for axis in INVITING]
    return [one.missing[0][1] for one in counted if one.missing]
