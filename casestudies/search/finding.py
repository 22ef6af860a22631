"""Finding stories: by words, by terms, in order, counted."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from django.db import connection
from pyroaring import BitMap

from casestudies.search import bitmaps, synonyms
from casestudies.search.backends import backend
from casestudies.search.bitmaps import Bitmaps
from casestudies.search.shapes import FACETS, Found, Selection, Term, Wanted
from casestudies.search.snippets import Marked, Ranges, cut, lines
from casestudies.search.spelling import corrected
from casestudies.search.understanding import completed, matching, understood
from casestudies.search.words import Query, parse

Shown = TypeVar("Shown")

# So many matches are ranked; those that come after them stand newest first.
POOL = 200
# Where a match counts most, by what is looked for; then come matches anywhere.
TIERS: dict[Wanted, tuple[str, ...]] = {
    "stories": ("headline", "front"),
    "tips": ("tips",),
}
# Where words are shown as they stand: the first of these that has them.
MARKED: dict[Wanted, tuple[str, ...]] = {
    "stories": ("body", "tips", "summary"),
    "tips": ("tips",),
}


def find(selection: Selection) -> Found:
    """One page of the published stories that match, with exact counts.

    See Selection and Found for the shapes. It costs at most thirteen queries, whatever
    the number of stories, of which most look for other words where nothing was found,
    and three more after a publication.
    """
    held = bitmaps.current()
    soon = TIERS[selection.wanted] if selection.sort == "relevance" else ()
    asked = understood(selection.words, held, soon=soon)
    query, base = asked.query, asked.matches
    chosen = {
        facet: held.having(facet, slugs)
        for facet, slugs in selection.terms.items()
        if slugs
    }
    result = BitMap.intersection(base, *chosen.values())
    pages = max(1, -(-len(result) // selection.per_page))
    page = min(max(1, selection.page), pages)
    start = (page - 1) * selection.per_page
    ordered = _ordered(result, query, selection, held)
    shown = ordered[start : start + selection.per_page]
    marked = _marked(query, shown, selection.wanted) if query else {}
    texts = {held.studies[position]: each for position, each in marked.items()}
    wants_tips = selection.wanted == "tips"
    return Found(
        ids=[held.studies[position] for position in shown],
        total=len(result),
        page=page,
        pages=pages,
        counts=_counts(held, base, chosen),
        snippets={} if wants_tips else _each(cut, texts),
        tips=_each(lines, texts) if wants_tips else {},
        words_ignored=bool(selection.words.strip()) and not query,
        also=asked.also,
        unfinished=asked.unfinished,
        did_you_mean="" if base else _respelled(selection.words, held, chosen),
    )


def _respelled(words: str, held: Bitmaps, chosen: dict[str, BitMap]) -> str:
    """Other words like these, if they find anything among what was chosen."""
    other = corrected(words) if words.strip() and held.published else ""
    found = understood(other, held).matches if other else BitMap()
    return other if BitMap.intersection(found, *chosen.values()) else ""


def count(facet: str, within: Term | None = None) -> dict[str, int]:
    """How many published stories each term of a facet has; terms without are left
    out. ``within`` counts only those that have this term too. One query."""
    held = bitmaps.current()
    return _facet_counts(held, _within(held, within), facet)


def counts() -> dict[str, dict[str, int]]:
    """The numbers of ``count`` for every facet at once. One query."""
    held = bitmaps.current()
    return {facet: _facet_counts(held, held.published, facet) for facet in FACETS}


def suggest(words: str, number: int) -> list[int]:
    """Case studies for words that somebody is still typing: those whose headline has
    them, then those with all of them in headline, summary and tips, newest first. At
    most four queries, and three more after a publication."""
    held = bitmaps.current()
    typed = parse(words)
    if not typed:
        return []
    known = synonyms.current(held)
    query, _also = synonyms.widen(completed(typed, last_only=True), known)
    headline = matching(query, held, within="headline")
    positions = _Newest(headline)[:number]
    if len(positions) < number:
        rest = matching(query, held, within="front") - headline
        positions += _Newest(rest)[: number - len(positions)]
    return [held.studies[position] for position in positions]


def newest(facet: str, number: int, within: Term | None = None) -> dict[str, list[int]]:
    """The newest stories of each term of a facet, at most ``number`` each.

    Maps slugs to keys of case studies, newest first; ``within`` as in ``count``. One
    query.
    """
    held = bitmaps.current()
    base = _within(held, within)
    found = {
        slug: _Newest(base & bitmap)[:number]
        for slug, bitmap in held.by_facet.get(facet, {}).items()
    }
    return {
        slug: [held.studies[position] for position in positions]
        for slug, positions in found.items()
        if positions
    }


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
        for slug, bitmap in held.by_facet.get(first, {}).items()
    }
    if groups is None:
        groups = {slug: [slug] for slug in held.by_facet.get(second, {})}
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


def _ordered(
    result: BitMap, query: Query, selection: Selection, held: Bitmaps
) -> "_Newest | _Ranked":
    if selection.sort == "relevance" and query and result:
        return _Ranked(result, query, selection.wanted, held)
    return _Newest(result)


class _Ranked:
    """The best of a bounded pool, then the rest from newest to oldest.

    Matches in the headline stand first, then those in headline, summary and tips,
    then those anywhere. Where tips are looked for, those in the tips stand first.
    """

    def __init__(
        self, result: BitMap, query: Query, wanted: Wanted, held: Bitmaps
    ) -> None:
        self.best: list[int] = []
        tier_of: dict[int, int] = {}
        rest = result
        for number, within in enumerate((*TIERS[wanted], "all")):
            if len(self.best) >= POOL:
                break
            tier = rest
            if within != "all":
                tier = rest & matching(query, held, within=within)
            rest = rest - tier
            pooled = _Newest(tier)[: POOL - len(self.best)]
            tier_of |= dict.fromkeys(pooled, number)
            self.best += pooled
        scores = backend(connection).scores(connection, query, self.best)
        self.rest = _Newest(result - BitMap(self.best))
        self.best.sort(key=lambda at: (tier_of[at], -scores.get(at, 0.0), -at))

    def __getitem__(self, part: slice) -> list[int]:
        passed = len(self.best)
        rest = self.rest[max(0, part.start - passed) : max(0, part.stop - passed)]
        return self.best[part] + rest


def _within(held: Bitmaps, term: Term | None) -> BitMap:
    if term is None:
        return held.published
    facet, slug = term
    return held.published & held.having(facet, [slug])


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
        for slug, bitmap in held.by_facet.get(facet, {}).items()
    }
    return {slug: number for slug, number in counts.items() if number}


def _marked(query: Query, shown: list[int], wanted: Wanted) -> dict[int, Marked]:
    text = backend(connection)
    return text.marked(connection, query, shown, columns=MARKED[wanted])


def _each(
    show: Callable[[str, Ranges], Shown], texts: Mapping[int, Marked]
) -> dict[int, Shown]:
    return {study: show(*each) for study, each in texts.items()}
