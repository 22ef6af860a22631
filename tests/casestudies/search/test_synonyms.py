"""Words that mean the same, initials, accents, and the names of places and kinds."""

import pytest
from django.db import connection

from casestudies.search import Selection, finding, synonyms
from casestudies.search.backends import sqlite
from casestudies.search.models import Synonyms
from casestudies.search.words import parse
from tests.casestudies.search.documents import document, ids, index, put

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("A&E", "The emergency department was calm."),
        ("a & e", "The emergency department was calm."),
        ("emergency department", "They met in A&E at noon."),
        ("casualty", "They met in A & E at noon."),
        ("DToC", "Everybody was glad of going home."),
        ("d.t.o.c.", "Everybody was glad of going home."),
        ("going home", "There was no DToC that week."),
        ("VSM", "The voluntary services manager rang."),
        ("V.S.M.", "Our VSM rang."),
        ("VSM", "Our V.S.M. rang."),
        ("lof", "The League of Friends bought it."),
        ("league of friends", "The LoF bought it."),
        ("gp", "We asked at the G.P. practice."),
        ("G.P.", "We asked at the GP practice."),
        ("GP", "The family doctor came."),
        ("GP", "We asked at the doctor\u2019s surgery."),
        ("GP", "We asked at the doctors' surgery."),
        ("doctor's surgery", "Our GP came."),
        ("CAMHS", "A walk for children's mental health."),
        ("Llyn", "They sang in Ll\u0177n."),
        ("Ll\u0177n", "They sang in Llyn."),
        ("m\u00f4n", "A walk on Ynys Mon."),
        ("Ynys M\u00f4n", "A walk on Ynys Mo\u0302n."),
    ],
)
def test_what_means_the_same_is_found(typed, told):
    put(1, body=told)
    put(2, body="An egg and a spoon; a day, an evening.")

    assert ids(typed) == [1]


@pytest.mark.parametrize(
    "told", ["From the A&E door to the G.P. surgery.", "The AE door, the GP surgery."]
)
@pytest.mark.parametrize(
    "typed", ['"the A&E door"', '"a & e door"', "A&E-door", '"AE door" "G.P. surgery"']
)
def test_initials_in_a_phrase_may_have_dots_or_none(typed, told):
    put(1, body=told)
    put(2, body="A door and a surgery.")

    assert ids(typed) == [1]


def test_the_letters_of_initials_are_not_marked_elsewhere():
    put(1, body="Vitamin D, plan P and group G. The G.P. practice said so.")

    pieces = finding.find(Selection(words="GP")).snippets[1]
    marked = [text for text, is_match in pieces if is_match]

    assert "".join(marked).replace(".", "").startswith("GP")
    assert not {"P", "G", "P "} & set(marked)


@pytest.mark.parametrize("typed", ['"casualty"', "calm -emergency", "casualty -calm"])
def test_quoted_and_unwanted_words_stay_as_typed(typed):
    put(1, body="The emergency department was calm.")

    assert ids(typed) == []


def test_words_round_an_expression_must_stand_too():
    put(1, body="Dogs came to the emergency department.")
    put(2, body="Cats came to the emergency department.")

    assert ids("dogs casualty") == [1]


def test_an_expression_is_found_word_by_word_as_before():
    put(1, body="The department has an emergency.")

    assert ids("emergency department") == [1]


def test_it_says_what_else_was_looked_for():
    put(1, body="The emergency department was calm.")

    also = finding.find(Selection(words="casualty")).also

    assert "A&E" in also
    assert "casualty" not in also


def test_a_change_is_seen_at_the_next_search():
    put(1, body="A mardy afternoon")
    assert ids("grumpy") == []

    group = Synonyms.objects.create(words="grumpy\nmardy")
    index.touch()
    assert ids("grumpy") == [1]

    group.delete()
    index.touch()
    assert ids("grumpy") == []


def test_the_marks_are_on_what_was_found():
    put(1, body="They met in A&E at noon.")

    pieces = finding.find(Selection(words="casualty")).snippets[1]

    assert [text for text, is_match in pieces if is_match] == ["A&E"]


def test_names_of_terms_are_found_and_never_shown():
    from_wales = document(1, headline="Singing")
    index.put(type(from_wales)(**{**vars(from_wales), "names": "Wales\nHospice"}))

    found = finding.find(Selection(words="hospices wales", sort="relevance"))

    assert (found.ids, found.snippets) == ([1], {})


def test_an_expression_may_have_several_meanings():
    known = synonyms.table([["OT", "occupational therapy"], ["OT", "overtime"]])

    query, also = synonyms.widen(parse("ot"), known)

    assert also == ["occupational therapy", "overtime"]
    assert len(query[0][0].ways) == 4  # and "o t"


def test_an_older_table_of_words_is_brought_into_shape(db):
    if connection.vendor != "sqlite":
        pytest.skip("The table of PostgreSQL keeps its shape.")
    put(1, body="Milk")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE search_text")
        cursor.execute(
            "CREATE VIRTUAL TABLE search_text USING fts5(headline, summary, tips, "
            "body, tokenize='porter unicode61 remove_diacritics 2')"
        )
        cursor.execute(
            "INSERT INTO search_text(rowid, headline, summary, tips, body) "
            "VALUES (1, '', '', '', 'Milk')"
        )

    sqlite.upgrade(connection)

    assert ids("milk") == [1]
    put(2, body="Bread")
    assert ids("bread") == [2]
