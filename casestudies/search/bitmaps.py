"""Which stories have which term: bitmaps of positions, held by each process."""

import threading
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from uuid import UUID

from django.db import connection
from pyroaring import BitMap

from casestudies.search.models import Change, Entry, Generation
from casestudies.search.shapes import Term, term_of
from casestudies.search.words import Query

# Past so many changes, reading everything anew is quicker.
MAX_CHANGES = 500
# Rows that are in memory at once: what they took, the process would keep.
AT_ONCE = 100
# Searches whose matches are held, at most about 16 bytes a story.
MOST_FOUND = 100


@dataclass(frozen=True)
class Bitmaps:
    """The index at one generation. Never changed: the next one is a copy, so that
    requests in other threads go on with what they have.

    ``studies`` has the key of the case study at each position, 0 where none was ever
    shown. ``found`` is what was looked for already: the next page, a filter and another
    order ask the same again.
    """

    number: int = 0
    stamp: UUID | None = None
    published: BitMap = field(default_factory=BitMap)
    terms: dict[Term, BitMap] = field(default_factory=dict)
    studies: array = field(default_factory=lambda: array("Q"))
    found: dict[tuple[Query, str], BitMap] = field(default_factory=dict, compare=False)

    @cached_property
    def by_facet(self) -> dict[str, dict[str, BitMap]]:
        """The terms again, by facet and slug."""
        facets: dict[str, dict[str, BitMap]] = defaultdict(dict)
        for (facet, slug), bitmap in self.terms.items():
            facets[facet][slug] = bitmap
        return facets

    def having(self, facet: str, slugs: Iterable[str]) -> BitMap:
        """Positions with any of the terms."""
        maps = [
            self.terms[facet, slug] for slug in slugs if (facet, slug) in self.terms
        ]
        return BitMap.union(*maps) if maps else BitMap()

    def finding(
        self,
        query: Query,
        within: str,
        find: Callable[[], Mapping[str, Iterable[int]]],
    ) -> BitMap:
        """The published positions that ``find`` gives for this place. What it gives is
        kept, for other places as well, as long as nothing is published or taken down."""
        kept = self.found.get((query, within))
        if kept is not None:
            return kept
        if len(self.found) >= MOST_FOUND:
            self.found.clear()
        new = {at: self.published & BitMap(some) for at, some in find().items()}
        self.found.update({(query, at): each for at, each in new.items()})
        return new[within]


_held: dict[str, Bitmaps] = {}
_lock = threading.Lock()


def current() -> Bitmaps:
    """The bitmaps as the database has them now: one query where nothing changed."""
    row = Generation.current()
    if row is None:
        return Bitmaps()
    held = _held.get(connection.alias)
    if held and (held.number, held.stamp) == row:
        return held
    with _lock:
        held = _held.get(connection.alias)
        fresh = (held and _advanced(held)) or _loaded(*row)
        _held[connection.alias] = fresh
    return fresh


def _loaded(number: int, stamp: UUID) -> Bitmaps:
    """Read all entries. They may be newer than the number: changes are then applied
    a second time, which does no harm."""
    published = BitMap()
    terms: dict[Term, BitMap] = defaultdict(BitMap)
    studies = array("Q")
    shown = Entry.objects.filter(is_shown=True)
    entries = shown.values_list("position", "study", "terms")
    rows = entries.iterator(chunk_size=AT_ONCE)
    while some := list(islice(rows, AT_ONCE)):
        positions: dict[str, array] = defaultdict(lambda: array("I"))
        for position, study, names in some:
            published.add(position)
            _place(studies, position, study)
            for name in names:
                positions[name].append(position)
        for name, each in positions.items():
            terms[term_of(name)].update(each)
    return Bitmaps(number, stamp, published, dict(terms), studies)


def _place(studies: array, position: int, study: int) -> None:
    studies.extend([0] * (position + 1 - len(studies)))
    studies[position] = study


def _advanced(held: Bitmaps) -> Bitmaps | None:
    """Apply what changed since; None where that is not known or too much.

    The change that the bitmaps stand at must still be there with its own stamp:
    it is not, if it was rolled back, pruned, or a backup was put back.
    """
    changes = list(
        Change.objects.filter(generation__gte=held.number).values_list(
            "generation", "stamp", "study"
        )[: MAX_CHANGES + 1]
    )
    known = changes and changes[0][:2] == (held.number, held.stamp)
    changed = [study for *_, study in changes[1:] if study is not None]
    rebuilt = len(changed) < len(changes) - 1
    if not known or len(changes) > MAX_CHANGES or rebuilt:
        return None
    number, stamp, _ = changes[-1]
    published, terms = held.published.copy(), dict(held.terms)
    studies = held.studies[:]
    for entry in Entry.objects.filter(study__in=changed):
        _apply(entry, published, terms)
        _place(studies, entry.position, entry.study)
    return Bitmaps(number, stamp, published, terms, studies)


def _apply(entry: Entry, published: BitMap, terms: dict[Term, BitMap]) -> None:
    """Bring one story up to date; bitmaps that change are copied first."""
    position, wanted = entry.position, set(entry.pairs())
    if entry.is_shown:
        published.add(position)
    else:
        published.discard(position)
    had = {term for term, bitmap in terms.items() if position in bitmap}
    for term in had - wanted:
        terms[term] = terms[term] - BitMap([position])
    for term in wanted - had:
        terms[term] = terms.get(term, BitMap()) | BitMap([position])
