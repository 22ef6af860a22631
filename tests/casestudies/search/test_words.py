"""Reading the search box."""

import pytest

from casestudies.search.words import Clause, parse, plain


def words(*tokens, negated=False, is_exact=False):
    return Clause(((tokens,),), negated, is_exact)


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("milk bread", ((words("milk"), words("bread")),)),
        ('"milk bread"', ((words("milk", "bread", is_exact=True),),)),
        ("milk or bread", ((words("milk"),), (words("bread"),))),
        ("milk -bread", ((words("milk"), words("bread", negated=True)),)),
        ('-"milk bread"', ((words("milk", "bread", negated=True, is_exact=True),),)),
        ("well-being", ((words("well", "being"),),)),
        ("carer's café", ((words("carer"), words("cafe")),)),
        ("carers\u2019 well-being's", ((words("carers"), words("well", "being")),)),
        ("VOLUNTEER'S café", ((words("volunteer"), words("cafe")),)),
        ("carer's-café", ((words("carer", "s", "cafe"),),)),
        ('"carer\u2019s café"', ((words("carer", "s", "cafe", is_exact=True),),)),
        ("or or the", ()),
        ('"unfinished', ((words("unfinished", is_exact=True),),)),
    ],
)
def test_websearch_syntax(typed, query):
    assert parse(typed) == query


def test_a_phrase_in_capitals_has_a_bounded_number_of_forms():
    shouted = " ".join(["ABCDEF"] * 40)

    ((clause,),) = parse(f'"{shouted}"')

    assert len(clause.ways) == 8


def test_a_plain_text_knows_where_each_letter_came_from():
    text, offsets = plain("É, ﬁn")

    assert text == "e  ﬁn"
    assert offsets == [0, 1, 2, 3, 4]
