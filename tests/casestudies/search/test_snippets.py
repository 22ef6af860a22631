"""Pieces of a text around a match."""

from hypothesis import given
from hypothesis import strategies as st

from casestudies.search.snippets import WORDS_BEFORE, WORDS_SHOWN, cut


def around(text, word):
    begin = text.index(word)
    return cut(text, [(begin, begin + len(word))])


def test_some_words_stand_before_a_match_and_more_after_it():
    words = [f"word{number}" for number in range(100)]

    pieces = around(" ".join(words), "word50")

    before, match, after, more = (piece for piece, _ in pieces[1:])
    assert pieces[0] == ("… ", False)
    assert before.split() == words[50 - WORDS_BEFORE : 50]
    assert match == "word50"
    assert after.split() == words[51 : 50 - WORDS_BEFORE + WORDS_SHOWN]
    assert more == " …"


def test_a_short_text_stands_whole():
    assert around("They ate lunch together.", "lunch") == [
        ("They ate ", False),
        ("lunch", True),
        (" together.", False),
    ]


def test_an_endless_word_before_a_match_is_left_out():
    assert around("Look: " + "x" * 5000 + " lunch", "lunch") == [
        ("… ", False),
        ("lunch", True),
    ]


@given(st.text(" ab\n\u2003(", max_size=2000), st.text(" ab\n(", max_size=2000))
def test_a_piece_is_a_part_of_its_text_with_the_match_in_it(before, after):
    pieces = cut(f"{before}lunch{after}", [(len(before), len(before) + 5)])

    shown = "".join(text for text, _ in pieces if text not in {"… ", " …"})
    assert shown in f"{before}lunch{after}"
    assert ("lunch", True) in pieces
    assert len(shown.split()) <= WORDS_SHOWN
