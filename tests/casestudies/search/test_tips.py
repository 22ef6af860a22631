"""Looking for tips: the stories whose tips say it first, and which lines say it."""

import pytest
from django.db import connection

from casestudies.search import Selection
from casestudies.search.backends import backend
from casestudies.search.finding import find
from casestudies.search.words import parse
from tests.casestudies.search.documents import put

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def wanted(words="", **fields):
    return find(Selection(words=words, wanted="tips", sort="relevance", **fields))


def said(found):
    """The lines that hold the words, with the matches in brackets."""
    return {
        study: {
            number: "".join(f"[{text}]" if hit else text for text, hit in pieces)
            for number, pieces in lines.items()
        }
        for study, lines in found.tips.items()
    }


@pytest.fixture
def library(db):
    put(1, headline="Bread", tips="Ring on day two\nBake the bread together.")
    put(2, headline="Bread and more bread", summary="Bread.", body="Bread, always.")
    put(3, headline="A walk", tips="Walk slowly.\nÂ café is a good place to end.")


def test_stories_whose_tips_say_it_stand_before_those_that_say_it_elsewhere(library):
    found = wanted("bread")

    assert (found.ids, found.total) == ([1, 2], 2)
    assert find(Selection(words="bread", sort="relevance")).ids == [2, 1]


def test_the_lines_that_say_it_are_told_and_marked(library):
    assert said(wanted("bread")) == {1: {1: "Bake the [bread] together."}}
    assert said(wanted("CAFE")) == {3: {1: "Â [café] is a good place to end."}}
    assert said(wanted("rings or baked")) == {
        1: {0: "[Ring] on day two", 1: "[Bake] the bread together."}
    }


def test_a_phrase_that_runs_over_two_tips_is_marked_in_both(library):
    assert said(wanted('"two bake"')) == {
        1: {0: "Ring on day [two]", 1: "[Bake] the bread together."}
    }


@pytest.mark.parametrize("words", ["", "the", "-bread"])
def test_without_words_to_look_for_no_line_is_singled_out(library, words):
    assert wanted(words).tips == {}


def test_snippets_belong_to_stories_and_lines_to_tips(library):
    assert wanted("bread").snippets == {}
    assert find(Selection(words="bread")).tips == {}
    assert set(find(Selection(words="bread")).snippets) == {1, 2}


def test_other_words_take_the_place_of_those_of_an_earlier_version(library):
    put(1, headline="Bread", tips="Sing.")

    assert said(wanted("bread or sing")) == {1: {0: "[Sing]."}}
    assert wanted("bake").ids == []


# Common words were not kept then.
EARLIER = """
CREATE TEMP TABLE earlier ON COMMIT DROP AS
SELECT position, summary, tips, body, headline_words,
    ts_delete(front_words, ARRAY['is', 'a']) AS front_words,
    ts_delete(words, ARRAY['is', 'a']) AS words
FROM search_text JOIN search_all_words USING (position)
"""


def there(words, within):
    text = backend(connection)
    return list(text.matches(connection, parse(words), within=within)[within])


def test_words_that_the_first_tables_held_are_found_after_an_update(library):
    """As after an update of a site with stories."""
    text = backend(connection)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(EARLIER)
            text.drop(connection)
            text.create(connection)
            cursor.execute("INSERT INTO search_text SELECT * FROM earlier")

    text.add_tips(connection)
    text.pack_matches(connection)
    text.move_words(connection)
    text.keep_common_words(connection)
    text.add_postings(connection)

    for within in ("tips", "front", "all"):
        for words in ("cafe", '"is a good place"'):
            assert there(words, within) == [3]
    assert there("walk", "headline") == [3]
