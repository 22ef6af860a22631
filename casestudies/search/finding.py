"""Finding stories: by words, by terms, in order, counted."""

from collections.abc import Iterable, Mapping

from django.db import connection
from pyroaring import BitMap

from casestudies.search import bitmaps
from casestudies.search.backends import backend
from casestudies.search.bitmaps import Bitmaps
from casestudies.search.models import Entry
from casestudies.search.shapes import FACETS, Found, Selection, Term
from casestudies.search.snippets import cut
from casestudies.search.words import Query, parse

# So many matches are ranked; those that come after them stand newest first.
POOL = 500


def find(selection: Selection) -> Found:
    """One page of the published stories that match, with exact counts.

    See Selection and Found for the shapes. It costs at most eight queries, whatever
    the number of stories, and one or two more after a publication.
    """
    held = bitmaps.current()
    query = parse(selection.words)
    base = held.published
    if query:
        base = base & BitMap(
            backend(connection).matches(connection, query, within="all")
        )
    chosen = {
        facet: held.having(facet, slugs)
        for facet, slugs in selection.terms.items()
        if slugs
    }
    result = BitMap.intersection(base, *chosen.values())
    pages = max(1, -(-len(result) // selection.per_page))
    page = min(max(1, selection.page), pages)
    start = (page - 1) * selection.per_page
    positions = _ordered(result, query, selection)[start : start + selection.per_page]
    studies = dict(
        Entry.objects.filter(position__in=positions).values_list("position", "study")
    )
    shown = [position for position in positions if position in studies]
    return Found(
        ids=[studies[position] for position in shown],
        total=len(result),
        page=page,
        pages=pages,
        counts=_counts(held, base, chosen),
        snippets={studies[at]: text for at, text in _snippets(query, shown).items()},
        words_ignored=bool(selection.words.strip()) and not query,
    )


def count(facet: str) -> dict[str, int]:
    """How many published stories each term of a facet has; terms without are left
    out. One query."""
    held = bitmaps.current()
    return _facet_counts(held, held.published, facet)


def cross(
    first: str, second: str, groups: Mapping[str, Iterable[str]] | None = None
) -> dict[Term, int]:
    """How many published stories have a term of each of two facets.

    Maps (slug of the first, slug of the second) to the number; pairs without a story
    are left out. ``groups`` puts slugs of the second facet together under names, which
    then stand in their place: a story with two terms of a group counts once. One query.
    """
    held = bitmaps.current()
    rows = {
        slug: held.published & bitmap
        for (name, slug), bitmap in held.terms.items()
        if name == first
    }
    if groups is None:
        groups = {slug: [slug] for name, slug in held.terms if name == second}
    columns = {name: held.having(second, slugs) for name, slugs in groups.items()}
    numbers = {
        (row, column): these.intersection_cardinality(those)
        for row, these in rows.items()
        for column, those in columns.items()
    }
    return {pair: number for pair, number in numbers.items() if number}


def total() -> int:
    """How many stories are published. One query."""
    return len(bitmaps.current().published)


class _Newest:
    """Positions from last to first, of which only a slice is ever made."""

    def __init__(self, bitmap: BitMap) -> None:
        self.bitmap = bitmap

    def __getitem__(self, part: slice) -> list[int]:
        last = len(self.bitmap) - 1
        begin, end, _ = part.indices(len(self.bitmap))
        return [self.bitmap[last - at] for at in range(begin, end)]


def _ordered(result: BitMap, query: Query, selection: Selection) -> "_Newest | _Ranked":
    if selection.sort == "relevance" and query:
        return _Ranked(result, query)
    return _Newest(result)


class _Ranked:
    """The best of a bounded pool, then the rest from newest to oldest.

    Matches in the headline stand first, then those in headline, summary and tips,
    then those anywhere.
    """

    def __init__(self, result: BitMap, query: Query) -> None:
        text = backend(connection)
        headline, front = (
            result & BitMap(text.matches(connection, query, within=within))
            for within in ("headline", "front")
        )
        tiers = [headline, front - headline, result - front - headline]
        self.best: list[int] = []
        for tier in tiers:
            self.best += _Newest(tier)[: POOL - len(self.best)]
        scores = text.scores(connection, query, self.best)

        def order(position: int) -> tuple[bool, bool, float, int]:
            return (
                position not in headline,
                position not in front,
                -scores.get(position, 0.0),
                -position,
            )

        self.rest = _Newest(result - BitMap(self.best))
        self.best.sort(key=order)

    def __getitem__(self, part: slice) -> list[int]:
        passed = len(self.best)
        rest = self.rest[max(0, part.start - passed) : max(0, part.stop - passed)]
        return self.best[part] + rest


def _counts(
    held: Bitmaps, base: BitMap, chosen: dict[str, BitMap]
) -> dict[str, dict[str, int]]:
    counts = {}
    for facet in FACETS:
        others = [bitmap for name, bitmap in chosen.items() if name != facet]
        counts[facet] = _facet_counts(held, BitMap.intersection(base, *others), facet)
    return counts


def _facet_counts(held: Bitmaps, within: BitMap, facet: str) -> dict[str, int]:
    counts = {
        slug: within.intersection_cardinality(bitmap)
        for (name, slug), bitmap in held.terms.items()
        if name == facet
    }
    return {slug: number for slug, number in counts.items() if number}


def _snippets(query: Query, shown: list[int]) -> dict[int, list[tuple[str, bool]]]:
    """Where in the story the words stand: in the body, else in tips or summary."""
    if not query:
        return {}
    marked = backend(connection).marked(connection, query, shown)
    found = {
        position: next((each for each in texts if each[1]), None)
        for position, texts in marked.items()
    }
    return {position: cut(*each) for position, each in found.items() if each}
