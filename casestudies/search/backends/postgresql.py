"""Words in PostgreSQL: weighted tsvectors with GIN indexes, by position."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from casestudies.search.backends import postgresql_postings as postings
from casestudies.search.backends import postgresql_words
from casestudies.search.backends.postgresql_queries import (
    any_of,
    array_of,
    tsquery,
    with_initials_together,
)
from casestudies.search.backends.postgresql_words import ENGLISH, MAX_INDEXED
from casestudies.search.shapes import Document
from casestudies.search.snippets import START, STOP, Marked, storable, unmark
from casestudies.search.words import STOP_WORDS, Query, Run, plain, wanted

BATCH = 500
COLUMNS = {"headline": "headline_words", "front": "front_words", "all": "words"}
COLUMNS_WITH_TIPS = {**COLUMNS, "tips": "tips_words"}

# The wide columns lie apart (toast), so that a scan for positions reads little. The
# functions keep the planner on the GIN index: for common words it would otherwise
# read and unpack every tsvector.
CREATE = """
CREATE TABLE search_text (
    position integer PRIMARY KEY,
    summary text NOT NULL,
    tips text NOT NULL,
    body text NOT NULL,
    headline_words tsvector NOT NULL,
    front_words tsvector NOT NULL,
    words tsvector NOT NULL
) WITH (toast_tuple_target = 128);
CREATE INDEX search_text_headline ON search_text USING gin (headline_words);
CREATE INDEX search_text_front ON search_text USING gin (front_words);
CREATE INDEX search_text_all ON search_text USING gin (words);
"""
CREATE_FUNCTION = """
CREATE FUNCTION search_{column}(query tsquery) RETURNS integer[]
LANGUAGE sql STABLE SET enable_seqscan = off
AS 'SELECT array_agg(position) FROM search_text WHERE {column} @@ query'
"""
# Four bytes a position: a text of so many numbers took longer to read than to find.
PACK = """
DROP FUNCTION search_{column}(tsquery);
CREATE FUNCTION search_{column}(query tsquery) RETURNS bytea
LANGUAGE sql STABLE SET enable_seqscan = off
AS $$
SELECT string_agg(int4send(position), '') FROM search_text WHERE {column} @@ query
$$
"""
# What is asked most, words anywhere, stands in a table of its own: a search for a word
# that many stories have reads each of their rows, and they are half as wide here. No
# row under two kilobytes is ever taken apart: with the padding, of which a few bytes
# are stored, the columns of short stories lie apart as well.
MOVE_WORDS = """
CREATE TABLE search_all_words (
    position integer PRIMARY KEY,
    words tsvector NOT NULL,
    padding text NOT NULL DEFAULT repeat(' ', 2100)
) WITH (toast_tuple_target = 128);
ALTER TABLE search_all_words ALTER COLUMN padding SET STORAGE MAIN;
INSERT INTO search_all_words (position, words)
SELECT position, words FROM search_text ORDER BY position;
CREATE INDEX search_all_words_index ON search_all_words USING gin (words);
ALTER TABLE search_text DROP COLUMN words,
    ADD COLUMN padding text NOT NULL DEFAULT repeat(' ', 2100);
ALTER TABLE search_text ALTER COLUMN padding SET STORAGE MAIN;
CREATE OR REPLACE FUNCTION search_words(query tsquery) RETURNS bytea
LANGUAGE sql STABLE SET enable_seqscan = off
AS $$
SELECT string_agg(int4send(position), '') FROM search_all_words WHERE words @@ query
$$
"""
ADD_TIPS = "ALTER TABLE search_text ADD COLUMN tips_words tsvector"
FILL_TIPS = """
UPDATE search_text SET tips_words = to_tsvector('english', %s) WHERE position = %s
"""
FINISH_TIPS = """
ALTER TABLE search_text ALTER COLUMN tips_words SET NOT NULL;
CREATE INDEX search_text_tips ON search_text USING gin (tips_words);
"""
PUT = f"""
WITH given AS (
    SELECT %s AS position, %s AS summary, %s AS tips, %s AS body,
        setweight(to_tsvector('{ENGLISH}', %s), 'A') AS headline,
        setweight(to_tsvector('{ENGLISH}', %s), 'B') AS front,
        to_tsvector('{ENGLISH}', %s) AS rest, to_tsvector('{ENGLISH}', %s) AS tips_words,
        setweight(to_tsvector('{ENGLISH}', %s), 'D') AS names
), texts AS (
    INSERT INTO search_text (position, summary, tips, body, headline_words,
        front_words, tips_words)
    SELECT position, summary, tips, body, headline, headline || front, tips_words
    FROM given
    ON CONFLICT (position) DO UPDATE SET summary = excluded.summary,
        tips = excluded.tips, body = excluded.body,
        headline_words = excluded.headline_words,
        front_words = excluded.front_words, tips_words = excluded.tips_words
)
INSERT INTO search_all_words (position, words)
SELECT position, headline || front || setweight(rest, 'C') || names FROM given
ON CONFLICT (position) DO UPDATE SET words = excluded.words
"""  # noqa: S608 (our own name)
TABLES = ("search_text", "search_all_words")
SCORES = """
SELECT position, ts_rank(words, query)
FROM search_all_words, CAST({query} AS tsquery) AS query
WHERE position = ANY(%s)
"""
# A body is long to read and to mark, and has weight C in the index.
IN_BODY = "CASE WHEN ts_filter(words, '{c}') @@ query THEN body ELSE '' END"
TEXTS = """
SELECT position, {columns}
FROM search_text JOIN search_all_words USING (position),
    CAST({query} AS tsquery) AS query
WHERE position = ANY(%s)
"""
MARK = """
SELECT COALESCE({each}) FROM unnest({texts}) WITH ORDINALITY AS given({names}, place)
ORDER BY place
"""
# Nothing where it has no match: then the next column is tried, and not before. The
# common words of a phrase are not marked: each of them would be, in all of the text.
MARK_ONE = "NULLIF(ts_headline('english', {text}, {query}, %s), {text})"
BEFORE, AFTER = 20, 200  # characters; a card shows about 150 from the match on
MARK_ALL = f'HighlightAll=true,StartSel="{START}",StopSel="{STOP}"'


def create(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(CREATE)
        for column in COLUMNS.values():
            cursor.execute(CREATE_FUNCTION.format(column=column))


def add_tips(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ADD_TIPS)
        cursor.execute("SELECT position, tips FROM search_text")
        while rows := cursor.fetchmany(BATCH):
            filled = [(plain(tips[:MAX_INDEXED])[0], at) for at, tips in rows]
            with connection.cursor() as writer:
                writer.executemany(FILL_TIPS, filled)
        cursor.execute(FINISH_TIPS)
        cursor.execute(CREATE_FUNCTION.format(column=COLUMNS_WITH_TIPS["tips"]))


def pack_matches(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for column in COLUMNS_WITH_TIPS.values():
            cursor.execute(PACK.format(column=column))


def move_words(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(MOVE_WORDS)


def keep_common_words(connection: BaseDatabaseWrapper) -> None:
    postgresql_words.keep_common_words(connection)


def add_postings(connection: BaseDatabaseWrapper) -> None:
    postings.create(connection)
    postings.fill(connection)


def upgrade(connection: BaseDatabaseWrapper) -> None:
    """Names of terms go into the words that there are."""


def drop(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for column in COLUMNS_WITH_TIPS.values():
            cursor.execute(f"DROP FUNCTION IF EXISTS search_{column}(tsquery)")
        for table in TABLES:
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
    postings.drop(connection)
    postgresql_words.drop(connection)


def put(connection: BaseDatabaseWrapper, documents: Mapping[int, Document]) -> bool:
    with postings.kept(connection, documents):
        fill(connection, documents)
    return False


def fill(connection: BaseDatabaseWrapper, documents: Mapping[int, Document]) -> None:
    rows = [_row(position, each) for position, each in documents.items()]
    with connection.cursor() as cursor:
        cursor.executemany(PUT, rows)


def finish(connection: BaseDatabaseWrapper) -> None:
    postings.fill(connection)


def _row(position: int, document: Document) -> tuple:
    texts = [storable(t) for t in (document.summary, document.tips, document.body)]
    summary, tips, body = texts
    names = storable(document.names)
    front = f"{summary} {tips}"
    indexed = (storable(document.headline), front, body, tips, names)
    return (position, *texts, *(plain(each[:MAX_INDEXED])[0] for each in indexed))


def remove(connection: BaseDatabaseWrapper, position: int) -> bool:
    with postings.kept(connection, [position]), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table} WHERE position = %s", [position])  # noqa: S608 (our own tables)
    return False


def forget_removed(connection: BaseDatabaseWrapper) -> None:
    """PostgreSQL's own vacuum does it."""


def clear(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 (our own tables)
    postings.clear(connection)


def matches(
    connection: BaseDatabaseWrapper,
    query: Query,
    *,
    within: str,
    soon: Collection[str] = (),
) -> dict[str, Iterable[int]]:
    listed = postings.matches(connection, query, places={within, *soon})
    if listed is not None:
        return listed
    expression, params = tsquery(query)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT search_{COLUMNS_WITH_TIPS[within]}({expression})",
            params,
        )
        (found,) = cursor.fetchone()
    return {within: postings.unpacked(found)}


def scores(
    connection: BaseDatabaseWrapper, query: Query, pool: Collection[int]
) -> dict[int, float]:
    expression, params = tsquery(query)
    with connection.cursor() as cursor:
        statement = SCORES.format(query=expression)
        cursor.execute(statement, [*params, array_of(pool)])
        return dict(cursor.fetchall())


def marked(
    connection: BaseDatabaseWrapper,
    query: Query,
    positions: Collection[int],
    *,
    columns: Collection[str],
) -> dict[int, Marked]:
    if not positions or not wanted(query):
        return {}
    query = with_initials_together(query)
    expression, params = any_of(wanted(query))
    read = (IN_BODY if column == "body" else column for column in columns)
    statement = TEXTS.format(columns=", ".join(read), query=expression)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, array_of(positions)])
        texts = {position: each for position, *each in cursor.fetchall()}
        patterns = _patterns(wanted(query))
        seen = {
            position: _seen(each, columns, patterns) for position, each in texts.items()
        }
        marks = _marks(cursor, query, list(seen.values()))
    found = {
        position: _on_original(marked_text, seen[position])
        for position, marked_text in zip(seen, marks, strict=True)
        if marked_text
    }
    return {position: each for position, each in found.items() if each}


@dataclass(frozen=True)
class Seen:
    """A text as the index sees it, or a part of it; offsets are those in ``text``."""

    text: str
    plain: str
    offsets: Sequence[int]

    def near(self, patterns: Iterable[re.Pattern[str]]) -> "Seen":
        """The part around what the first pattern that is there finds; nothing of a
        short text."""
        tried = (pattern.search(self.plain) for pattern in patterns)
        found = next(filter(None, tried), None)
        if not found or len(self.plain) < 1.5 * (BEFORE + AFTER):
            return Seen(self.text, "", [])
        begin = self.plain.rfind(" ", 0, max(0, found.start() - BEFORE)) + 1
        end = self.plain.find(" ", found.start() + AFTER)
        end = len(self.plain) if end < 0 else end
        return Seen(self.text, self.plain[begin:end], self.offsets[begin:end])


def _seen(
    texts: Iterable[str], columns: Collection[str], patterns: Iterable[re.Pattern[str]]
) -> list[Seen]:
    """The texts in the order in which they are tried. A body is long, and marking it
    takes most of a search: first comes a part of it."""
    tried = []
    for column, text in zip(columns, texts, strict=True):
        whole = Seen(text, *plain(text[:MAX_INDEXED]))
        tried += [whole.near(patterns), whole] if column == "body" else [whole]
    return tried


def _patterns(runs: Iterable[Run]) -> list[re.Pattern[str]]:
    """Where the words stand as they were typed; where a word begins as one of them."""
    runs = list(runs)
    words = {word for run in runs for word in run} - STOP_WORDS
    typed = _any_of(" +".join(map(re.escape, run)) for run in runs)
    return [typed, _any_of(re.escape(_beginning(word)) for word in words)]


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(set(patterns)))})")


def _beginning(word: str) -> str:
    """What most forms of a word share: other endings are seldom more than three letters
    away. Where they are, the whole text is tried."""
    return word[: max(3, len(word) - 3)]


def _marks(
    cursor: CursorWrapper, query: Query, seen: list[list[Seen]]
) -> list[str | None]:
    """Of each story the first text that matches, with its marks, or None."""
    expression, params = any_of(wanted(query))
    by_place = [[one.plain for one in place] for place in zip(*seen, strict=True)]
    names = [f"text_{number}" for number in range(len(by_place))]
    statement = MARK.format(
        each=", ".join(MARK_ONE.format(text=name, query=expression) for name in names),
        texts=", ".join(["%s::text[]"] * len(names)),
        names=", ".join(names),
    )
    cursor.execute(statement, [*([*params, MARK_ALL] * len(names)), *by_place])
    return [marked_text for (marked_text,) in cursor.fetchall()]


def _on_original(marked_text: str, seen: list[Seen]) -> Marked | None:
    """Carry the marks on the plain text over to the text as it was written."""
    unmarked, ranges = unmark(marked_text)
    for one in seen:
        if one.plain == unmarked:
            at = one.offsets
            return one.text, [(at[begin], at[end - 1] + 1) for begin, end in ranges]
    return None
