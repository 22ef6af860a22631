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
    total: int

    @property
    def stories(self):
        """How many stories say it, of a list of which a story has one line at most."""
        return sum(cell.number for _line, cell in self.told)

    @property
    def is_said_by_some(self):
        """Whether stories that were not asked may belong to a line that has none."""
        return 0 < self.stories < self.total and self.axis.is_asked_at_times

    @property
    def first_missing(self) -> Cell:
        return self.missing[0][1]


@dataclass(frozen=True)
class Overview:
    """``hospital_linked`` counts the stories of hospital-linked charities."""

    total: int
    hospital_linked: Cell | None
    lists: list[Counted]


def overview():
    """Two queries of the search room and one for each list."""
    counts, total = finding.counts(), finding.total()
    lists = [_counted(axis, counts, total) for axis in AXES]
    partners = [*lists[0].told, *lists[0].missing]
    linked = (cell for line, cell in partners if line.slug == HOSPITAL_LINKED)
    return Overview(total, next(linked, None), lists)


def _counted(axis, counts, total):
    pairs = [(line, coverage.total(axis, line, counts)) for line in axis.lines()]
    return Counted(
        axis,
        [pair for pair in pairs if pair[1].number],
        [pair for pair in pairs if pair[1].invitation],
        total,
    )


def invitations() -> list[Counted]:
    """The lists that say most about who is missing, where a line has no story yet;
    hospital-linked charities before all others. A fixed number of queries."""
    counts, total = finding.counts(), finding.total()
    counted = [_counted(axis, counts, total) for axis in INVITING]
    return [one for one in counted if one.missing]
