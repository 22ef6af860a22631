"""A person's journey as a picture: each touch point with the stories told there."""

import textwrap
from dataclasses import dataclass

from casestudies.gallery import cards, terms
from casestudies.search import finding
from portal.taxonomy.models import TouchPoint

IN_A_ROW = 4
COLUMN = 190
ROW = 150
TOP = 56
LINE = 18  # characters of a name that stand beside each other
NEWEST = 2
# Stories from which a step is drawn larger.
SIZES = ((10, 34), (3, 29), (1, 24))
SMALLEST = 18


@dataclass(frozen=True)
class Step:
    """A touch point with its stories, its place and size in units of the picture, and
    its name in lines."""

    term: TouchPoint
    stories: int
    newest: list
    x: int
    y: int
    radius: int
    lines: list[str]
    is_here: bool


@dataclass(frozen=True)
class Journey:
    """The steps in their order, and the line that joins them."""

    steps: list[Step]
    path: str
    width: int
    height: int

    @property
    def stories(self):
        return sum(step.stories for step in self.steps)

    @property
    def before(self):
        return self._beside(-1)

    @property
    def after(self):
        return self._beside(1)

    def _beside(self, by):
        """The step before or after the one that is looked at."""
        for at, step in enumerate(self.steps):
            if step.is_here and 0 <= at + by < len(self.steps):
                return self.steps[at + by]
        return None


def journey(here=""):
    """Every touch point in the order of a person's way; ``here`` is the slug of the
    one that is looked at. A fixed number of queries."""
    shown = [term for term in terms.counted(terms.TOUCH_POINTS) if terms.is_shown(term)]
    newest = finding.newest("touch_point", NEWEST)
    told = {
        card["study"]: card
        for card in cards.cards([study for ids in newest.values() for study in ids])
    }
    steps = []
    for number, term in enumerate(shown):
        x, y = _place(number)
        its_own = [told[study] for study in newest.get(term.slug, ()) if study in told]
        steps.append(
            Step(
                term,
                term.stories,
                its_own,
                x,
                y,
                _radius(term.stories),
                textwrap.wrap(term.name, LINE),
                term.slug == here,
            )
        )
    rows = -(-len(steps) // IN_A_ROW)
    return Journey(steps, _path(steps), IN_A_ROW * COLUMN, rows * ROW)


def _place(number):
    """To and fro, as a path winds: every second row runs back."""
    row, column = divmod(number, IN_A_ROW)
    if row % 2:
        column = IN_A_ROW - 1 - column
    return COLUMN // 2 + column * COLUMN, TOP + row * ROW


def _path(steps):
    """Lines along the rows, and a bend from each row into the next."""
    pieces = []
    for number, step in enumerate(steps):
        if not number:
            pieces.append(f"M{step.x} {step.y}")
        elif number % IN_A_ROW:
            pieces.append(f"L{step.x} {step.y}")
        else:
            out = COLUMN // 2 - 8
            side = step.x + (out if step.x > COLUMN * IN_A_ROW / 2 else -out)
            pieces.append(f"C{side} {step.y - ROW} {side} {step.y} {step.x} {step.y}")
    return " ".join(pieces)


def _radius(stories):
    return next((size for least, size in SIZES if stories >= least), SMALLEST)
