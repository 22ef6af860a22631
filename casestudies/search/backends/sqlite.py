"""Words in SQLite: an FTS5 table with its own text, by position as rowid."""

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Mapping

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from casestudies.search.shapes import Document
from casestudies.search.snippets import START, STOP, Marked, storable, unmark
from casestudies.search.words import Clause, Query, Run, Way, wanted

# From this version on, FTS5 itself removes the words of a deleted row at once.
SECURE_DELETE = sqlite3.sqlite_version_info >= (3, 42)
COLUMNS = {
    "headline": "headline",
    "front": "headline summary tips",
    "tips": "tips",
}
READ_AT_ONCE = 10_000  # characters
PAGES_AT_ONCE = 50  # of the index; the next who wants to write waits for so many
PLACES = {"summary": 1, "tips": 2, "body": 3}  # among the columns of the table
WEIGHTS = "10.0, 4.0, 4.0, 1.0, 1.0"


def create(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE VIRTUAL TABLE search_text USING fts5("
            "headline, summary, tips, body, names, "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
        if SECURE_DELETE:
            cursor.execute(
                "INSERT INTO search_text(search_text, rank) VALUES('secure-delete', 1)"
            )


def add_tips(connection: BaseDatabaseWrapper) -> None:
    """The tips have had a column of their own from the beginning."""


def pack_matches(connection: BaseDatabaseWrapper) -> None:
    """They come as one text as it is."""


def move_words(connection: BaseDatabaseWrapper) -> None:
    """The index of all words is a structure of its own as it is."""


def keep_common_words(connection: BaseDatabaseWrapper) -> None:
    """No word was ever left out."""


def add_postings(connection: BaseDatabaseWrapper) -> None:
    """FTS5 is made of nothing else."""


def upgrade(connection: BaseDatabaseWrapper) -> None:
    """Add the column for names of terms, which is empty until the next rebuild."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_table_info('search_text')")
        if ("names",) in cursor.fetchall():
            return
        cursor.execute("ALTER TABLE search_text RENAME TO search_text_before")
        create(connection)
        cursor.execute(
            "INSERT INTO search_text(rowid, headline, summary, tips, body, names) "
            "SELECT rowid, headline, summary, tips, body, '' FROM search_text_before"
        )
        cursor.execute("DROP TABLE search_text_before")


def drop(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE search_text")


def put(connection: BaseDatabaseWrapper, documents: Mapping[int, Document]) -> bool:
    replaced = False
    with connection.cursor() as cursor:
        for position in documents:
            cursor.execute("DELETE FROM search_text WHERE rowid = %s", [position])
            replaced = replaced or cursor.rowcount > 0
    fill(connection, documents)
    return replaced


def fill(connection: BaseDatabaseWrapper, documents: Mapping[int, Document]) -> None:
    rows: list[tuple] = [
        (position, *_texts(each)) for position, each in documents.items()
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_text(rowid, headline, summary, tips, body, names) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            rows,
        )


def finish(connection: BaseDatabaseWrapper) -> None:
    """Each row is found as soon as it is there."""


def _texts(document: Document) -> tuple[str, ...]:
    return (
        storable(document.headline),
        storable(document.summary),
        storable(document.tips),
        storable(document.body),
        storable(document.names),
    )


def remove(connection: BaseDatabaseWrapper, position: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_text WHERE rowid = %s", [position])
    return True


def clear(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_text")
        cursor.execute("INSERT INTO search_text(search_text) VALUES('optimize')")


def forget_removed(connection: BaseDatabaseWrapper) -> None:
    """Write the index anew: deleted words stay in its segments until then.

    A negative number begins with all segments, a positive one goes on; less than two
    changes are the end (https://sqlite.org/fts5.html, "The merge Command").
    """
    pages = -PAGES_AT_ONCE
    while _merge(connection, pages) >= 2:
        pages = PAGES_AT_ONCE


def _merge(connection: BaseDatabaseWrapper, pages: int) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        before = connection.connection.total_changes
        cursor.execute(
            "INSERT INTO search_text(search_text, rank) VALUES('merge', %s)", [pages]
        )
        return connection.connection.total_changes - before


def matches(
    connection: BaseDatabaseWrapper,
    query: Query,
    *,
    within: str,
    soon: Collection[str] = (),
) -> dict[str, Iterable[int]]:
    selects, params = [], []
    for clauses in query:
        positive, negative = _split(clauses)
        if positive:
            selects.append("SELECT rowid FROM search_text WHERE search_text MATCH %s")
            params.append(_scoped(_match(positive, negative), within))
        else:
            selects.append(
                "SELECT rowid FROM search_text WHERE rowid NOT IN "
                "(SELECT rowid FROM search_text WHERE search_text MATCH %s)"
            )
            params.append(_or(map(_clause, negative)))
    union = " UNION ".join(selects)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT group_concat(rowid) FROM ({union})", params)  # noqa: S608 (our own text)
        (found,) = cursor.fetchone()
    return {within: _read(found or "")}


def _read(numbers: str) -> array:
    """The numbers of a text, a part of it after the other: each is an object on the
    way, and what a hundred thousand of them take, the process would keep."""
    positions, begin = array("I"), 0
    while begin < len(numbers):
        end = numbers.find(",", begin + READ_AT_ONCE)
        end = len(numbers) if end < 0 else end
        positions.extend(map(int, numbers[begin:end].split(",")))
        begin = end + 1
    return positions


def scores(
    connection: BaseDatabaseWrapper, query: Query, pool: Collection[int]
) -> dict[int, float]:
    """bm25, which is less where it is better, turned round.

    The plus sign keeps SQLite from one query of the index for each rowid, of which
    each would count all matches again (1 s instead of 10 ms at 100,000 of them).
    """
    match = _any(wanted(query))
    if not match:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, -bm25(search_text, {WEIGHTS}) FROM search_text "  # noqa: S608
            f"WHERE search_text MATCH %s AND +rowid IN ({_numbers(pool)})",
            [match],
        )
        return dict(cursor.fetchall())


def marked(
    connection: BaseDatabaseWrapper,
    query: Query,
    positions: Collection[int],
    *,
    columns: Collection[str],
) -> dict[int, Marked]:
    match = _any(wanted(query))
    if not match or not positions:
        return {}
    marks = ", ".join(
        f"highlight(search_text, {PLACES[column]}, '{START}', '{STOP}')"
        for column in columns
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, {marks} FROM search_text "  # noqa: S608
            f"WHERE search_text MATCH %s AND rowid IN ({_numbers(positions)})",
            [match],
        )
        found = {
            position: next((text for text in texts if START in text), "")
            for position, *texts in cursor.fetchall()
        }
    return {position: unmark(text) for position, text in found.items() if text}


def _numbers(positions: Iterable[int]) -> str:
    return ",".join(str(int(position)) for position in positions)


# FTS5's query language. Words are letters and digits only, and always quoted.


def _split(clauses: tuple[Clause, ...]) -> tuple[list[Clause], list[Clause]]:
    negative = [clause for clause in clauses if clause.negated]
    return [clause for clause in clauses if not clause.negated], negative


def _quoted(run: Run) -> str:
    return '"' + " ".join(run) + '"'


def _any(runs: Iterable[Run]) -> str:
    return _or(map(_quoted, runs))


def _or(parts: Iterable[str]) -> str:
    return " OR ".join(parts)


def _clause(clause: Clause) -> str:
    ways = [_way(way) for way in clause.ways]
    return ways[0] if len(ways) == 1 else f"({_or(ways)})"


def _way(way: Way) -> str:
    runs = " AND ".join(map(_quoted, way))
    return runs if len(way) == 1 else f"({runs})"


def _match(positive: list[Clause], negative: list[Clause]) -> str:
    match = " AND ".join(map(_clause, positive))
    unwanted = _or(map(_clause, negative))
    return f"({match}) NOT ({unwanted})" if negative else match


def _scoped(match: str, within: str) -> str:
    return f"{{{COLUMNS[within]}}} : ({match})" if within in COLUMNS else match
