"""Posting lists in PostgreSQL: of each word the positions of the stories that have it.

A GIN index finds rows, and PostgreSQL visits each of them to know whether it is still
there: 20,000 visits for a word of every fifth of 100,000 stories. A list is read as it
is. (Zobel and Moffat, "Inverted Files for Text Search Engines", ACM Computing Surveys
38:2, 2006. The lists are kept as Roaring bitmaps, https://roaringbitmap.org.)

Which words stand side by side, and which are absent, only the tsvectors know.
"""

import sys
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from pyroaring import BitMap

from casestudies.search.backends.postgresql_queries import (
    array_of,
    with_initials_together,
)
from casestudies.search.backends.postgresql_words import ENGLISH
from casestudies.search.words import Clause, Query, Run, Way

# A list is cut where Roaring cuts it too, so that a part is at most eight kilobytes.
BLOCK = 1 << 16
STORIES_AT_ONCE, LISTS_AT_ONCE = 5_000, 5_000
# Where a word stands (all, front, headline, tips), the word, the block.
Key = tuple[str, str, int]
Lists = Mapping[Key, BitMap]

# Bits are not made smaller by compressing, so nobody should try.
CREATE = """
CREATE TABLE search_postings (
    place text NOT NULL,
    word text NOT NULL,
    block integer NOT NULL,
    positions bytea NOT NULL,
    PRIMARY KEY (word, place, block)
);
ALTER TABLE search_postings ALTER COLUMN positions SET STORAGE EXTERNAL;
"""
SAID = f"""
SELECT place, word, position / {BLOCK}, string_agg(int4send(position), '')
FROM (
    SELECT position, 'headline' AS place, headline_words AS words FROM search_text
    UNION ALL SELECT position, 'front', front_words FROM search_text
    UNION ALL SELECT position, 'tips', tips_words FROM search_text
    UNION ALL SELECT position, 'all', words FROM search_all_words
) AS texts, unnest(tsvector_to_array(words)) AS word
WHERE position = ANY(%s)
GROUP BY 1, 2, 3
"""  # noqa: S608 (our own number)
GIVEN = "unnest(%s::text[], %s::text[], %s::integer[]) AS given (place, word, block)"
KEPT = f"""
SELECT place, word, block, positions
FROM {GIVEN} JOIN search_postings USING (word, place, block)
"""  # noqa: S608 (our own name)
WRITE = """
INSERT INTO search_postings (place, word, block, positions)
SELECT * FROM unnest(%s::text[], %s::text[], %s::integer[], %s::bytea[])
ON CONFLICT (word, place, block) DO UPDATE SET positions = excluded.positions
"""
REMOVE = f"""
DELETE FROM search_postings AS stored USING {GIVEN}
WHERE (stored.word, stored.place, stored.block) = (given.word, given.place, given.block)
"""  # noqa: S608 (our own name)
# One row at least for each word that was asked for, so that one without a list is told
# from one that the parser takes for two, or for none.
FIND = f"""
SELECT given.word, cardinality(lexemes) = 1, place, positions
FROM unnest(%s::text[]) AS given (word),
    LATERAL tsvector_to_array(to_tsvector('{ENGLISH}', given.word)) AS lexemes
    LEFT JOIN search_postings AS stored ON stored.word = lexemes[1] AND place = ANY(%s)
"""  # noqa: S608 (our own name)


def create(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS search_postings; {CREATE}")


def drop(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS search_postings")


def clear(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_postings")


@contextmanager
def kept(connection: BaseDatabaseWrapper, positions: Collection[int]) -> Iterator[None]:
    """Do in the lists what is done within to the words of stories at these positions.

    Two must not do so at once: they would write the same lists. Whoever writes the
    index holds the row of its generation.
    """
    with connection.cursor() as cursor:
        before = _said(cursor, positions)
        yield
        after = _said(cursor, positions)
        keys = before.keys() | after.keys()
        changed = [key for key in keys if before.get(key) != after.get(key)]
        lists = _lists(cursor, changed)
        for key in changed:
            lists[key] -= before.get(key, BitMap())
            lists[key] |= after.get(key, BitMap())
        _write(cursor, lists)


def fill(connection: BaseDatabaseWrapper) -> None:
    """Make the lists, of which there are none yet, of all words that there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(max(position), 0) FROM search_text")
        (last,) = cursor.fetchone()
        for first in range(0, last + 1, BLOCK):
            lists: dict[Key, BitMap] = defaultdict(BitMap)
            for begin in range(first, min(first + BLOCK, last + 1), STORIES_AT_ONCE):
                some = range(begin, min(begin + STORIES_AT_ONCE, first + BLOCK))
                for key, positions in _said(cursor, some).items():
                    lists[key] |= positions
            _write(cursor, lists)


def matches(
    connection: BaseDatabaseWrapper, query: Query, *, places: Collection[str]
) -> dict[str, Iterable[int]] | None:
    """The positions that match in each of the places; None where lists cannot tell."""
    query = with_initials_together(query)
    clauses = [clause for each in query for clause in each]
    runs = {run for clause in clauses for way in clause.ways for run in way}
    if any(clause.negated for clause in clauses) or any(len(run) > 1 for run in runs):
        return None
    words = {word for run in runs for word in run}
    found: dict[str, dict[str, BitMap]] = {at: defaultdict(BitMap) for at in places}
    with connection.cursor() as cursor:
        cursor.execute(FIND, [sorted(words), sorted(places)])
        for word, is_one, place, positions in cursor.fetchall():
            if not is_one:
                return None
            if place:
                found[place][word] |= BitMap.deserialize(bytes(positions))
    return {at: _matching(query, lists) for at, lists in found.items()}


def _matching(query: Query, found: Mapping[str, BitMap]) -> BitMap:
    """What has all clauses of one of the alternatives."""

    def of_run(run: Run) -> BitMap:
        return found[run[0]]

    def of_way(way: Way) -> BitMap:
        return BitMap.intersection(*map(of_run, way))

    def of_clause(clause: Clause) -> BitMap:
        return BitMap.union(*map(of_way, clause.ways))

    return BitMap.union(
        *(BitMap.intersection(*map(of_clause, clauses)) for clauses in query)
    )


def _said(cursor: CursorWrapper, positions: Collection[int]) -> dict[Key, BitMap]:
    """The lists of these stories alone."""
    cursor.execute(SAID, [array_of(positions)])
    return {
        (place, word, block): BitMap(unpacked(packed))
        for place, word, block, packed in cursor.fetchall()
    }


def _lists(cursor: CursorWrapper, keys: Collection[Key]) -> dict[Key, BitMap]:
    """Those that are stored; an empty one where there is none."""
    cursor.execute(KEPT, _columns(keys, 3))
    stored = {
        (place, word, block): BitMap.deserialize(bytes(positions))
        for place, word, block, positions in cursor.fetchall()
    }
    return {key: stored.get(key, BitMap()) for key in keys}


def _write(cursor: CursorWrapper, lists: Lists) -> None:
    rows = ((*key, each.serialize()) for key, each in lists.items() if each)
    while some := list(islice(rows, LISTS_AT_ONCE)):
        cursor.execute(WRITE, _columns(some, 4))
    cursor.execute(
        REMOVE, _columns([key for key, each in lists.items() if not each], 3)
    )


def _columns(rows: Iterable[tuple], number: int) -> list[list]:
    rows = list(rows)
    return [[row[at] for row in rows] for at in range(number)]


def unpacked(positions: bytes | memoryview | None) -> array:
    """The positions that int4send wrote one after the other."""
    found = array("I")
    found.frombytes(positions or b"")
    if sys.byteorder == "little":
        found.byteswap()
    return found
