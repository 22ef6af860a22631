"""Tables of stories by two lists at once, zeros included (methods 35 and 36)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casestudies.insights import lines
from casestudies.insights.lines import HOSPITAL_LINKED, Line
from casestudies.search import Selection, finding

STEPS = 4  # shades of the heat map, beside that for none
INVITATIONS = 6
WIDE = 6  # columns, beside the names of the rows and the sums


@dataclass(frozen=True)
class Axis:
    """``facet`` counts its lines in the search room; ``empty`` says that one of them
    has no story. A ``sector`` is a group of kinds of partner."""

    facet: str
    title: Promise
    lines: Callable[[], list[Line]]
    empty: Promise
    is_sector: bool = False
    # Not every question set asks for it, so a story may well have had one.
    is_asked_at_times: bool = False


@dataclass(frozen=True)
class Kind:
    """One table to choose; ``empty`` says that a row and a column have no story."""

    key: str
    title: Promise
    rows: Axis
    columns: Axis
    empty: Promise


FROM = _("No stories from %(said)s yet: could you tell one?")
ABOUT = _("No stories about %(said)s yet: could you tell one?")
PLACE = _("No stories %(said)s yet: could you tell one?")
CARE_SETTINGS = Axis("care_setting", _("Care setting"), lines.care_settings, ABOUT)
THEMES = Axis("theme", _("Theme"), lines.themes, ABOUT)
PARTNERS = Axis("partner_type", _("Kind of partner"), lines.partner_types, FROM)
TOUCH_POINTS = Axis(
    "touch_point",
    _("Where the sectors meet"),
    lines.touch_points,
    ABOUT,
    is_asked_at_times=True,
)
SECTORS = Axis("partner_type", _("Sector"), lines.sectors, FROM, is_sector=True)
NATIONS = Axis("nation", _("Nation"), lines.nations, PLACE)
REGIONS = Axis("region", _("Region of England"), lines.regions, PLACE)
BOARDS = Axis("icb", _("Integrated care board"), lines.boards, PLACE)

PARTNER_HERE = _("No stories from %(row)s %(column)s yet: could you tell one?")
KINDS = [
    Kind(
        "partners-and-settings",
        _("Kinds of partner, by care setting"),
        PARTNERS,
        CARE_SETTINGS,
        _("No stories from %(row)s in %(column)s yet: could you tell one?"),
    ),
    Kind(
        "themes-and-settings",
        _("Themes, by care setting"),
        THEMES,
        CARE_SETTINGS,
        _("No stories about %(row)s in %(column)s yet: could you tell one?"),
    ),
    Kind(
        "journey-and-sectors",
        _("Where the sectors meet, by sector"),
        TOUCH_POINTS,
        SECTORS,
        _("No stories from %(column)s at %(row)s yet: could you tell one?"),
    ),
    Kind(
        "partners-and-nations",
        _("Kinds of partner, by nation"),
        PARTNERS,
        NATIONS,
        PARTNER_HERE,
    ),
    Kind(
        "partners-and-regions",
        _("Kinds of partner, by region of England"),
        PARTNERS,
        REGIONS,
        PARTNER_HERE,
    ),
    Kind(
        "boards-and-partners",
        _("Integrated care boards, by kind of partner"),
        BOARDS,
        PARTNERS,
        _("No stories from %(column)s %(row)s yet: could you tell one?"),
    ),
]


@dataclass(frozen=True)
class Cell:
    """``number`` stories here, found at ``url``; without any, ``invitation`` is the
    sentence that asks for one and ``url`` where to tell it, both empty where no new
    story can be filed. ``step`` is the shade, 0 for none."""

    number: int
    step: int = 0
    url: str = ""
    invitation: str = ""


@dataclass(frozen=True)
class Row:
    line: Line
    cells: list[Cell]
    total: Cell

    @property
    def sums(self):
        """The boxes at its end."""
        return [self.total]


@dataclass(frozen=True)
class Table:
    """``most`` is the highest number in a box. ``totals`` are those of the columns,
    and empty where the columns are groups. ``stories`` counts all stories."""

    kind: Kind
    columns: list[Line]
    rows: list[Row]
    totals: list[Cell]
    most: int
    stories: int

    @property
    def is_wide(self):
        """Whether it is wider than a page at a desk."""
        return len(self.columns) > WIDE

    @property
    def empty(self):
        """How many boxes wait for their first story."""
        return sum(1 for row in self.rows for cell in row.cells if cell.invitation)

    @property
    def invitations(self):
        """Some empty boxes to fill, at most one of a row and a column: hospital-linked
        charities first, then the rows with the fewest stories."""
        waiting = sorted(
            self.rows,
            key=lambda row: (row.line.slug != HOSPITAL_LINKED, row.total.number),
        )
        chosen: dict[int, Cell] = {}
        for row in waiting:
            empty = {at: cell for at, cell in enumerate(row.cells) if cell.invitation}
            fresh = next((at for at in empty if at not in chosen), None)
            if fresh is not None:
                chosen[fresh] = empty[fresh]
        return list(chosen.values())[:INVITATIONS]


def kind_of(key):
    """The table of a key; the first where it makes no sense."""
    return next((kind for kind in KINDS if kind.key == key), KINDS[0])


def table(kind):
    """Count one table: the queries of its two lists, and four more."""
    found = finding.find(Selection(per_page=1))
    counts = found.counts
    rows = _shown(kind.rows, counts)
    columns = _shown(kind.columns, counts)
    numbers = _crossed(kind, columns)
    most = max(numbers.values(), default=0)
    pages = reverse("gallery:list"), reverse("telling:start")
    return Table(
        kind,
        columns,
        [
            Row(
                row,
                [_box(kind, row, column, numbers, most, pages) for column in columns],
                total(kind.rows, row, counts),
            )
            for row in rows
        ],
        []
        if kind.columns.is_sector
        else [total(kind.columns, column, counts) for column in columns],
        most,
        found.total,
    )


def _shown(axis, counts):
    """A line that takes no new stories is shown only while it has some."""
    return [
        line
        for line in axis.lines()
        if line.is_open or counts[axis.facet].get(line.slug)
    ]


def _crossed(kind, columns):
    groups = None
    if kind.columns.is_sector:
        groups = {column.slug: [slug for _, slug in column.finds] for column in columns}
    shown = {column.slug for column in columns}
    numbers = finding.cross(kind.rows.facet, kind.columns.facet, groups)
    return {pair: number for pair, number in numbers.items() if pair[1] in shown}


def _box(kind, row, column, numbers, most, pages):
    """``pages`` are the addresses of the gallery and of telling: a table has hundreds
    of boxes, and looking them up took more time than all the rest."""
    gallery, telling = pages
    number = numbers.get((row.slug, column.slug), 0)
    if number:
        url = _with(gallery, row.found_by, column.found_by)
        # Up to four stories each has its own shade: one is never as dark as many.
        return Cell(number, -(-STEPS * number // max(most, STEPS)), url)
    if not (row.is_open and column.is_open):
        return Cell(0)
    sentence = kind.empty % {"row": row.said, "column": column.said}
    return Cell(0, 0, _with(telling, row.filled_by, column.filled_by), sentence)


def total(axis, line, counts):
    """All stories of one line."""
    number = counts[axis.facet].get(line.slug, 0)
    if number:
        return Cell(number, 0, _with(reverse("gallery:list"), line.found_by))
    if not line.is_open:
        return Cell(0)
    url = _with(reverse("telling:start"), line.filled_by)
    return Cell(0, 0, url, axis.empty % {"said": line.said})


def _with(address, *queries):
    query = "&".join(filter(None, queries))
    return f"{address}?{query}" if query else address
