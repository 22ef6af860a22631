"""Stories by nation, region and board: tiles of a map, and the table beside it."""

import math
import textwrap
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from casestudies.search import facets
from portal.taxonomy.models import IntegratedCareBoard, Nation, Region

STEPS = 4  # shades, beside that for none
HEIGHT, GAP = 120, 6
MAX_LINES = 4
# (column, row) of each tile: roughly where the places lie.
GRID = {
    ("nation", "scotland"): (1, 0),
    ("nation", "northern-ireland"): (0, 1),
    ("region", "north-west"): (1, 1),
    ("region", "north-east-and-yorkshire"): (2, 1),
    ("nation", "wales"): (0, 2),
    ("region", "midlands"): (1, 2),
    ("region", "east-of-england"): (2, 2),
    ("region", "south-west"): (0, 3),
    ("region", "south-east"): (1, 3),
    ("region", "london"): (2, 3),
}


@dataclass(frozen=True)
class Place:
    """A nation, region or board with its stories here; ``url`` leads to them, or to
    the telling of the first (``standing``, see facets)."""

    facet: str
    slug: str
    name: str
    stories: int
    url: str
    standing: str
    within: "tuple[tuple[str, str], ...]" = ()


PLACES = {"nation", "region", "icb"}


@dataclass(frozen=True)
class Tile:
    """A place in the picture: its corner, its shade (0 for none) and its name in
    lines, each with the height that it stands at."""

    place: Place
    x: int
    y: int
    step: int
    lines: list[tuple[int, str]]

    @property
    def middle(self):
        return self.x + 10

    @property
    def foot(self):
        return self.y + HEIGHT - 16


@dataclass(frozen=True)
class Picture:
    """Tiles, and the size of one and of them all in units of the drawing."""

    tiles: list[Tile]
    tile_width: int
    width: int
    height: int
    tile_height: int = HEIGHT


@dataclass(frozen=True)
class Area:
    """A region with its boards, as rows and as a picture."""

    place: Place
    boards: list[Place]
    picture: Picture | None


def atlas(asked, counts):
    """(nations, areas, picture) of what a selection finds; three queries.

    ``counts`` are those of the search, each facet without its own selection.
    """

    # A place without a story about "choirs" may well have others.
    is_narrowed = bool(asked.words) or any(
        slugs for facet, slugs in asked.chosen.items() if facet not in PLACES
    )

    def place(facet, term, *within):
        number = counts[facet].get(term.slug, 0)
        standing = facets.standing(number, is_over=is_narrowed or term.retired)
        own = (*within, (facet, term.slug))
        if standing == "invitation":
            url = f"{reverse('telling:start')}?{urlencode(own)}"
        else:
            cleared = {**dict.fromkeys(PLACES, ""), facet: term.slug}
            url = reverse("gallery:list") + asked.address(**cleared)
        return Place(facet, term.slug, term.name, number, url, standing, within)

    nations = [place("nation", term) for term in Nation.objects.all()]
    boards: dict = {}
    open_boards = IntegratedCareBoard.objects.open_on(timezone.localdate())
    for board in open_boards.select_related("region__nation").order_by("name"):
        of = board.region
        within = [("nation", of.nation.slug), ("region", of.slug)]
        boards.setdefault(of.slug, []).append(place("icb", board, *within))
    areas = []
    for region in Region.objects.select_related("nation"):
        own = boards.get(region.slug, [])
        whole = place("region", region, ("nation", region.nation.slug))
        areas.append(Area(whole, own, _in_rows(own, columns=2)))
    with_regions = {dict(area.place.within)["nation"] for area in areas}
    undivided = [one for one in nations if one.slug not in with_regions]
    return nations, areas, _map([*undivided, *(area.place for area in areas)])


def _map(places):
    """Places that the grid does not know stand below it."""
    spots, last = {}, 1 + max(row for _column, row in GRID.values())
    others = 0
    for place in places:
        spot = GRID.get((place.facet, place.slug))
        if spot is None:
            spot, others = (others % 3, last + others // 3), others + 1
        spots[spot] = place
    return _picture(spots, columns=3, width=150, letters=15)


def _in_rows(places, *, columns):
    spots = {(at % columns, at // columns): place for at, place in enumerate(places)}
    return _picture(spots, columns=columns, width=228, letters=24) if spots else None


def _picture(spots, *, columns, width, letters):
    most = max(STEPS, *(place.stories for place in spots.values()))
    tiles = []
    for (column, row), place in sorted(spots.items(), key=lambda pair: pair[0][::-1]):
        x, y = column * (width + GAP), row * (HEIGHT + GAP)
        step = math.ceil(STEPS * place.stories / most)
        lines = textwrap.wrap(
            place.name, letters, max_lines=MAX_LINES, placeholder=" …"
        )
        placed = [(y + 24 + 20 * at, f"{line} ") for at, line in enumerate(lines)]
        tiles.append(Tile(place, x, y, step, placed))
    rows = 1 + max(row for _column, row in spots)
    return Picture(
        tiles,
        width,
        columns * (width + GAP) - GAP,
        rows * (HEIGHT + GAP) - GAP,
    )
