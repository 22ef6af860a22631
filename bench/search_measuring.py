"""Time and memory of the search room beside the joins, in one database."""

import gc
import os
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from bench import search_joins
from bench.search_mix import mix
from bench.search_stories import WORDS
from casestudies.search import bitmaps, finding, understanding
from casestudies.stories.models import Revision

EACH = 12  # selections of a kind
ROOM_TIMES = 4  # each of them, so often
JOINS_SECONDS = 15  # the joins stop after so long in a kind, not before the third


@dataclass
class Line:
    """Milliseconds of every search of a kind, here and by joins.

    In ``room`` each is asked as if for the first time since the last publication; in
    ``again`` its words were looked for before, as for the next page of a search.
    """

    name: str
    counted: bool
    room: list[float]
    again: list[float]
    joins: list[float]


@dataclass
class Measured:
    count: int
    lines: list[Line]
    bytes_held: int


def measure(count, *, each=EACH):
    """Check the answers first, then time them; a wrong one raises AssertionError."""
    held = _memory()
    asked = mix(count, each)
    for kind, selections in asked:
        for selection in selections[:3]:
            check(kind, selection)
    lines = [_timed(kind, selections) for kind, selections in asked]
    return asdict(Measured(count, lines, held))


def check(kind, selection):
    """The answers are the same; by relevance as far as order does not matter."""
    found = finding.find(selection)
    ids, total, counts = search_joins.find(replace(selection, sort="newest"))
    same = (found.total, found.counts) == (total, counts)
    if kind.compared:
        same = same and found.ids == ids
    if not same:
        raise AssertionError(f"Not the same answer: {kind.name}, {selection}")


def _timed(kind, selections):
    room, again, joins = [], [], []
    started = time.perf_counter()
    for selection in selections:
        room += [_first_time(selection) for _ in range(ROOM_TIMES)]
        again.append(_seconds(finding.find, selection))
        spent = time.perf_counter() - started
        if kind.compared and (spent < JOINS_SECONDS or len(joins) < 3):
            joins.append(_seconds(search_joins.find, selection))
    return Line(kind.name, kind.counted, room, again, joins)


def _first_time(selection):
    """Forgetting what was found takes a query of its own, and is not timed."""
    bitmaps.current().found.clear()
    return _seconds(finding.find, selection)


def _seconds(find, selection):
    started = time.perf_counter()
    find(selection)
    return (time.perf_counter() - started) * 1000


def _memory():
    """What the process grows by when it first needs the bitmaps, and then looks for
    as many of the commonest words as it holds the matches of. What it has of the
    database is full before: SQLite keeps two megabytes of its file in any case."""
    for _summary in Revision.objects.values_list("summary").iterator(chunk_size=100):
        pass
    gc.collect()
    before = _resident()
    held = bitmaps.current()
    for word in WORDS.values[: bitmaps.MOST_FOUND]:
        understanding.matching(finding.parse(word), held)
    gc.collect()
    return _resident() - before


def _resident():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
