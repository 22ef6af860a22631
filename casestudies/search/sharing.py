"""The published stories that share the most with one of them."""

from collections.abc import Collection, Mapping

from pyroaring import BitMap

from casestudies.search import bitmaps
from casestudies.search.models import Entry
from casestudies.search.shapes import Term

# The newest of each tier, among which those that share the most are looked for.
LOOKED_AT = 200


def sharing(
    first: Collection[Term], then: Collection[Term], *, study: int, number: int
) -> dict[int, list[Term]]:
    """Other stories with the terms of a story: keys of case studies with what each
    shares, in the order of the terms.

    Those with terms of both lists come first, then those with one of ``first``; with
    one of ``then`` alone only where there are no others. Within each the most shared
    terms come before the newest. Two queries.
    """
    held = bitmaps.current()
    own = BitMap(Entry.objects.filter(study=study).values_list("position", flat=True))
    maps = {term: held.terms[term] for term in (*first, *then) if term in held.terms}
    one = _any(maps, first) - own
    other = _any(maps, then) - own
    tiers = [one & other, one - other] if one else [other]
    best: list[int] = []
    for tier in tiers:
        best += _most(tier, maps.values(), number - len(best))
    return {
        held.studies[at]: [term for term, bitmap in maps.items() if at in bitmap]
        for at in best
    }


def _any(maps: Mapping[Term, BitMap], terms: Collection[Term]) -> BitMap:
    return BitMap.union(BitMap(), *(maps[term] for term in terms if term in maps))


def _most(tier: BitMap, maps: Collection[BitMap], number: int) -> list[int]:
    """Positions in the most maps, the newest first among equals."""
    newest = tier[max(0, len(tier) - LOOKED_AT) :]
    shared = {at: sum(at in bitmap for bitmap in maps) for at in newest}
    return sorted(newest, key=lambda at: (-shared[at], -at))[:number]
