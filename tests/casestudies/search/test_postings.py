"""The lists of positions by word, which PostgreSQL alone keeps, beside its tsvectors."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pyroaring import BitMap

from casestudies.search import Selection, index
from casestudies.search.backends import postgresql
from casestudies.search.backends.postgresql_postings import BLOCK
from casestudies.search.backends.postgresql_queries import tsquery
from casestudies.search.finding import find
from casestudies.search.words import parse
from tests.casestudies.search.documents import document

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="lists are kept by PostgreSQL alone"
    ),
]

COLUMNS = {
    "headline": ("headline_words", "search_text"),
    "front": ("front_words", "search_text"),
    "tips": ("tips_words", "search_text"),
    "all": ("words", "search_all_words"),
}
WORDS = [
    "milk",
    "bread",
    "choirs",
    "choir",
    "the",
    "2026",
    "café",
    "x²y",
    "牛奶",
    "A&E",
]


def rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def listed():
    """What the lists hold: by place and word the positions."""
    found = {}
    for place, word, block, packed in rows(
        "SELECT place, word, block, positions FROM search_postings"
    ):
        positions = BitMap.deserialize(bytes(packed))
        assert positions
        assert {position // BLOCK for position in positions} == {block}
        found.setdefault((place, word), set()).update(positions)
    return found


def said():
    """What the tsvectors hold."""
    found = {}
    for place, (column, table) in COLUMNS.items():
        for position, words in rows(
            f"SELECT position, tsvector_to_array({column}) FROM {table}"  # noqa: S608
        ):
            for word in words:
                found.setdefault((place, word), set()).add(position)
    return found


def some_texts(chance):
    def text():
        return " ".join(chance.sample(WORDS, chance.randint(0, 4)))

    return {place: text() for place in ("headline", "summary", "tips", "body")}


def library(chance, studies):
    return [document(study, **some_texts(chance)) for study in studies]


@pytest.mark.parametrize("seed", range(3))
def test_the_lists_say_what_the_stories_say_whatever_happens_to_them(seed):
    chance = random.Random(seed)  # noqa: S311 (no secret)
    index.rebuild(library(chance, range(1, 9)))
    assert listed() == said() != {}
    for _ in range(25):
        study = chance.randint(1, 12)
        if chance.random() < 0.3:
            index.remove(study)
        else:
            index.put(*library(chance, [study]))
        assert listed() == said()


def test_no_word_of_a_story_that_was_taken_out_has_a_list():
    index.put(document(1, body="An unmistakable word"), document(2, body="A word"))

    index.remove(1)

    assert ("all", "word") in listed()
    assert "unmistak" not in str(listed())


def test_an_index_that_is_made_anew_keeps_nothing_of_the_old_lists():
    index.put(document(1, body="unmistakable"))

    index.rebuild([document(1, body="milk")])

    assert listed().keys() == {("all", "milk")}


def test_lists_are_made_of_the_words_that_are_there_as_after_an_update():
    """Of a site with stories; a second time nothing is doubled."""
    index.put(*library(random.Random(1), range(1, 9)))  # noqa: S311 (no secret)

    for _ in range(2):
        postgresql.add_postings(connection)
        assert listed() == said() != {}


def anywhere(query):
    return postgresql.matches(connection, query, within="all")["all"]


POSITIONS = [1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK]


def test_a_list_goes_on_past_what_one_row_holds():
    stories = {at: document(at % BLOCK + 1, body="milk") for at in POSITIONS}
    query = parse("milk")

    postgresql.put(connection, stories)
    by_hand = list(anywhere(query))
    postgresql.clear(connection)
    postgresql.fill(connection, stories)
    postgresql.finish(connection)

    assert by_hand == POSITIONS
    assert list(anywhere(query)) == POSITIONS
    assert listed() == said()
    postgresql.remove(connection, BLOCK)
    assert BLOCK not in anywhere(query)
    assert listed() == said()


def by_tsvectors(query, place):
    expression, params = tsquery(query)
    column, table = COLUMNS[place]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT position FROM {table} WHERE {column} @@ {expression}",  # noqa: S608
            params,
        )
        return {position for (position,) in cursor.fetchall()}


SEARCHES = [
    *filter(parse, WORDS),  # common words alone are never looked for
    "milk bread",
    "milk or bread",
    "milk bread or choir",
    "milk -bread",
    "-milk",
    '"milk bread"',
    "nothinglikeit",
    "milk nothinglikeit",
    "milk or nothinglikeit",
    "1e5 or ½ or a1b2",
    "½ milk",
]


@pytest.mark.parametrize("words", SEARCHES)
def test_a_search_finds_what_the_tsvectors_say(words):
    index.rebuild(library(random.Random(2), range(1, 60)))  # noqa: S311 (no secret)
    query = parse(words)

    for place in COLUMNS:
        found = postgresql.matches(connection, query, within=place, soon=COLUMNS)
        assert place in found
        for each, positions in found.items():
            assert set(positions) == by_tsvectors(query, each)


@pytest.mark.parametrize(
    ("words", "by_lists"),
    [
        ("milk", True),
        ("milk bread or choir", True),
        ("milk -bread", False),
        ('"milk bread"', False),
    ],
)
def test_single_words_are_found_by_lists_alone(words, by_lists):
    index.rebuild([document(1, body="milk bread")])
    rows("DELETE FROM search_text RETURNING 1")
    rows("DELETE FROM search_all_words RETURNING 1")

    assert bool(anywhere(parse(words))) == by_lists


def test_a_search_for_the_best_asks_the_lists_once():
    index.put(document(1, headline="milk"), document(2, body="milk"))
    find(Selection(sort="relevance"))

    with CaptureQueriesContext(connection) as seen:
        found = find(Selection(words="milk", sort="relevance"))

    assert found.ids == [1, 2]
    assert sum("search_postings" in query["sql"] for query in seen) == 1


def statements(story):
    with CaptureQueriesContext(connection) as seen:
        index.put(story)
    return [query for query in seen if "postings" in query["sql"]]


def test_lists_take_as_many_statements_however_many_words_and_stories_there_are():
    index.rebuild([document(1, body="milk")])
    few = statements(document(2, body="milk"))
    long_body = " ".join(f"word{number}" for number in range(400))
    index.rebuild(document(study, body=long_body) for study in range(3, 60))

    many = statements(document(60, body=long_body))

    assert len(many) == len(few) == 3
