"""Reading the search box."""

import pytest

from casestudies.search.words import Phrase, parse, plain


def words(*tokens, negated=False):
    return Phrase(tokens, negated)


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("milk bread", ((words("milk"), words("bread")),)),
        ('"milk bread"', ((words("milk", "bread"),),)),
        ("milk or bread", ((words("milk"),), (words("bread"),))),
        ("milk -bread", ((words("milk"), words("bread", negated=True)),)),
        ('-"milk bread"', ((words("milk", "bread", negated=True),),)),
        ("well-being", ((words("well", "being"),),)),
        ("carer's café", ((words("carer"), words("cafe")),)),
        ("or or the", ()),
        ('"unfinished', ((words("unfinished"),),)),
    ],
)
def test_websearch_syntax(typed, query):
    assert parse(typed) == query


def test_a_plain_text_knows_where_each_letter_came_from():
    text, offsets = plain("É, ﬁn")

    assert text == "e  ﬁn"
    assert offsets == [0, 1, 2, 3, 4]
