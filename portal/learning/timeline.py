"""Where each milestone stands in the picture of the years."""

from dataclasses import dataclass

from django.utils import timezone

from portal.learning.models import Milestone

WIDTH = 760
LEFT = 10
RIGHT = 750
ROW = 54
TOP = 34
SHORTEST = 10  # so that one year can be seen


@dataclass(frozen=True)
class Bar:
    """A milestone with its place, in units of the picture."""

    milestone: Milestone
    x: int
    y: int
    width: int

    @property
    def end(self) -> int:
        return self.x + self.width


@dataclass(frozen=True)
class Picture:
    """``ticks`` are pairs of a year and where it stands."""

    bars: list[Bar]
    ticks: list[tuple[int, int]]
    width: int
    height: int


def picture(milestones):
    """The milestones that have a year, one under the other; None without any."""
    dated = [one for one in milestones if one.year]
    if not dated:
        return None
    today = timezone.localdate().year
    first = min(one.year for one in dated) // 10 * 10
    scale = (RIGHT - LEFT) / max(1, today + 1 - first)

    def at(year):
        return round(LEFT + (year - first) * scale)

    bars = []
    for number, one in enumerate(dated):
        may_still_run = one.status in {"current", "unknown"} and not one.until
        last = today if may_still_run else one.until or one.year
        width = max(SHORTEST, at(last + 1) - at(one.year))
        bars.append(Bar(one, at(one.year), TOP + number * ROW, width))
    ticks = [(year, at(year)) for year in range(first, today + 1, 10)]
    return Picture(bars, ticks, WIDTH, TOP + len(dated) * ROW)
