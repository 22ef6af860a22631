"""The portal's own reading of English in PostgreSQL: no word is left out.

"english" drops the words that are too common to look for, out of phrases too, so that
"did not attend" would be found wherever somebody attended. The index holds them, and
a phrase is looked for with them; a common word alone is never looked for.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from casestudies.search.words import plain

ENGLISH = "search_english"
MAX_INDEXED = 200_000  # characters; a tsvector may not pass a megabyte
BATCH = 500

CREATE = f"""
CREATE TEXT SEARCH DICTIONARY {ENGLISH}_stem (TEMPLATE = snowball, Language = english);
CREATE TEXT SEARCH CONFIGURATION {ENGLISH} (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION {ENGLISH}
    ALTER MAPPING REPLACE pg_catalog.english_stem WITH {ENGLISH}_stem;
"""
DROP = f"""
DROP TEXT SEARCH CONFIGURATION IF EXISTS {ENGLISH};
DROP TEXT SEARCH DICTIONARY IF EXISTS {ENGLISH}_stem;
"""
# Headlines and names of terms (weight D) are not kept as texts, and stay as they are.
FILL = f"""
WITH given AS (
    SELECT %s AS position, setweight(to_tsvector('{ENGLISH}', %s), 'B') AS front,
        to_tsvector('{ENGLISH}', %s) AS tips_words,
        setweight(to_tsvector('{ENGLISH}', %s), 'C') AS rest
), texts AS (
    UPDATE search_text AS stored SET front_words = headline_words || given.front,
        tips_words = given.tips_words
    FROM given WHERE stored.position = given.position
)
UPDATE search_all_words AS stored
SET words = headline_words || given.front || given.rest || ts_filter(words, '{{d}}')
FROM given JOIN search_text USING (position)
WHERE stored.position = given.position
"""  # noqa: S608 (our own name)


def create(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(CREATE)


def drop(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute(DROP)


def keep_common_words(connection: BaseDatabaseWrapper) -> None:
    """Make the configuration, and read by it what the tables hold of texts."""
    create(connection)
    last = 0
    while rows := _after(connection, last):
        with connection.cursor() as cursor:
            cursor.executemany(FILL, [_filled(*row) for row in rows])
        last = rows[-1][0]


def _after(connection: BaseDatabaseWrapper, last: int) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position, summary, tips, body FROM search_text "
            "WHERE position > %s ORDER BY position LIMIT %s",
            [last, BATCH],
        )
        return cursor.fetchall()


def _filled(position: int, summary: str, tips: str, body: str) -> tuple:
    texts = (f"{summary} {tips}", tips, body)
    return (position, *(plain(each[:MAX_INDEXED])[0] for each in texts))
