"""Words in PostgreSQL: weighted tsvectors with GIN indexes, by position."""

from collections.abc import Collection, Iterable, Mapping

from django.db.backends.base.base import BaseDatabaseWrapper

from casestudies.search.shapes import Document
from casestudies.search.snippets import START, STOP, Marked, storable, unmark
from casestudies.search.words import Clause, Query, Run, Way, plain, wanted

BATCH = 500
MAX_INDEXED = 200_000  # characters; a tsvector may not pass a megabyte
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
ADD_TIPS = "ALTER TABLE search_text ADD COLUMN tips_words tsvector"
FILL_TIPS = """
UPDATE search_text SET tips_words = to_tsvector('english', %s) WHERE position = %s
"""
FINISH_TIPS = """
ALTER TABLE search_text ALTER COLUMN tips_words SET NOT NULL;
CREATE INDEX search_text_tips ON search_text USING gin (tips_words);
"""
PUT = """
INSERT INTO search_text (position, summary, tips, body, headline_words, front_words,
    words, tips_words)
SELECT position, summary, tips, body, headline, headline || front,
    headline || front || setweight(rest, 'C') || names, tips_words
FROM (
    SELECT %s AS position, %s AS summary, %s AS tips, %s AS body,
        setweight(to_tsvector('english', %s), 'A') AS headline,
        setweight(to_tsvector('english', %s), 'B') AS front,
        to_tsvector('english', %s) AS rest, to_tsvector('english', %s) AS tips_words,
        setweight(to_tsvector('english', %s), 'D') AS names
) AS given
ON CONFLICT (position) DO UPDATE SET summary = excluded.summary,
    tips = excluded.tips, body = excluded.body,
    headline_words = excluded.headline_words, front_words = excluded.front_words,
    words = excluded.words, tips_words = excluded.tips_words
"""
RUN = "phraseto_tsquery('english', %s)"
SCORES = """
SELECT position, ts_rank(words, query)
FROM search_text, CAST({query} AS tsquery) AS query
WHERE position = ANY(%s)
"""
MARK = """
SELECT place, ts_headline('english', given, {query}, %s)
FROM unnest(%s::text[]) WITH ORDINALITY AS texts(given, place)
"""
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


def upgrade(connection: BaseDatabaseWrapper) -> None:
    """Names of terms go into the words that there are."""


def drop(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for column in COLUMNS_WITH_TIPS.values():
            cursor.execute(f"DROP FUNCTION IF EXISTS search_{column}(tsquery)")
        cursor.execute("DROP TABLE search_text")


def put(connection: BaseDatabaseWrapper, documents: Mapping[int, Document]) -> bool:
    rows = [_row(position, each) for position, each in documents.items()]
    with connection.cursor() as cursor:
        cursor.executemany(PUT, rows)
    return False


def _row(position: int, document: Document) -> tuple:
    texts = [storable(t) for t in (document.summary, document.tips, document.body)]
    summary, tips, body = texts
    names = storable(document.names)
    front = f"{summary} {tips}"
    indexed = (storable(document.headline), front, body, tips, names)
    return (position, *texts, *(plain(each[:MAX_INDEXED])[0] for each in indexed))


def remove(connection: BaseDatabaseWrapper, position: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_text WHERE position = %s", [position])
    return False


def forget_removed(connection: BaseDatabaseWrapper) -> None:
    """PostgreSQL's own vacuum does it."""


def clear(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_text")


def matches(
    connection: BaseDatabaseWrapper, query: Query, *, within: str
) -> Collection[int]:
    expression, params = _tsquery(query)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT search_{COLUMNS_WITH_TIPS[within]}({expression})",
            params,
        )
        (found,) = cursor.fetchone()
    return found or []


def scores(
    connection: BaseDatabaseWrapper, query: Query, pool: Collection[int]
) -> dict[int, float]:
    expression, params = _tsquery(query)
    with connection.cursor() as cursor:
        cursor.execute(SCORES.format(query=expression), [*params, list(pool)])
        return dict(cursor.fetchall())


def marked(
    connection: BaseDatabaseWrapper, query: Query, positions: Collection[int]
) -> dict[int, list[Marked]]:
    if not positions or not wanted(query):
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position, body, tips, summary FROM search_text "
            "WHERE position = ANY(%s)",
            [list(positions)],
        )
        rows = cursor.fetchall()
        texts = [text for _, *texts in rows for text in texts]
        seen = [plain(text[:MAX_INDEXED]) for text in texts]
        expression, params = _any(wanted(query))
        plain_texts = [text for text, _ in seen]
        cursor.execute(MARK.format(query=expression), [*params, MARK_ALL, plain_texts])
        marks = dict(cursor.fetchall())
    found = [
        _on_original(text, *each, marks[place])
        for place, (text, each) in enumerate(zip(texts, seen, strict=True), start=1)
    ]
    return {position: found[n * 3 : n * 3 + 3] for n, (position, *_) in enumerate(rows)}


def _on_original(text: str, seen: str, offsets: list[int], marked_text: str) -> Marked:
    """Carry the marks on the plain text over to the text as it was written."""
    unmarked, ranges = unmark(marked_text)
    if unmarked != seen:
        return text, []
    return text, [(offsets[begin], offsets[end - 1] + 1) for begin, end in ranges]


# The query as an expression of tsqueries, and what is put into it. Each run of words
# is a parameter, so nothing that was typed becomes a part of the statement.

Expression = tuple[str, list[str]]


def _tsquery(query: Query) -> Expression:
    return _joined(" || ", [_joined(" && ", map(_clause, each)) for each in query])


def _clause(clause: Clause) -> Expression:
    expression, params = _joined(" || ", map(_way, _ways(clause)))
    return f"!!({expression})" if clause.negated else expression, params


def _ways(clause: Clause) -> Iterable[Way]:
    """Without initials letter by letter: the index holds them as one word, and "a"
    and "s" would be left out of them."""
    together = [way for way in clause.ways if not _is_letter_by_letter(way)]
    return together or clause.ways


def _is_letter_by_letter(way: Way) -> bool:
    return len(way[0]) > 1 and all(len(token) == 1 for token in way[0])


def _way(way: Way) -> Expression:
    return _joined(" && ", map(_run, way))


def _run(run: Run) -> Expression:
    return RUN, [" ".join(run)]


def _any(runs: Iterable[Run]) -> Expression:
    return _joined(" || ", map(_run, runs))


def _joined(operator: str, parts: Iterable[Expression]) -> Expression:
    parts = list(parts)
    texts = operator.join(text for text, _ in parts)
    return f"({texts})", [param for _, params in parts for param in params]
