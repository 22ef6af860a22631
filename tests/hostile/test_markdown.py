"""Markdown, the one place where a partner's words become HTML."""

import html
import re

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from casestudies.stories import rendering
from tests.hostile import dom, patterns
from tests.hostile.strings import CLASSES, STRINGS

SIGNS = "<>[]()!&#;:/\\\"'`*_-=+.~|{}@ \n\t\x00\x02\x03\u2028ajsx1"
hostile = some.one_of(
    some.text(alphabet=SIGNS, max_size=80),
    some.lists(some.sampled_from(STRINGS), max_size=4).map("".join),
    some.text(max_size=80),
)


def test_there_are_enough_strings_in_each_class():
    assert len(STRINGS) >= 500
    assert min(map(len, CLASSES.values())) >= 18


@pytest.mark.parametrize("kind", CLASSES)
def test_nothing_that_runs_comes_out_of_markdown(kind):
    found = {text: rendering.markdown(text) for text in CLASSES[kind]}

    unsafe = {
        text: dom.faults(page, allowed=rendering.TAGS) for text, page in found.items()
    }
    assert not {text: faults for text, faults in unsafe.items() if faults}


@pytest.mark.parametrize("kind", CLASSES)
def test_sanitising_twice_is_sanitising_once(kind):
    once = [rendering.markdown(text) for text in CLASSES[kind]]

    assert [rendering.cleaned(page) for page in once] == once


@settings(deadline=None, max_examples=200)
@given(hostile)
@example("[x](https://example.org'onclick=x)")
def test_whatever_is_typed_is_safe_and_sanitised_once(text):
    once = rendering.markdown(text)

    assert not dom.faults(once, allowed=rendering.TAGS)
    assert rendering.cleaned(once) == once


@settings(deadline=None, max_examples=100)
@given(hostile)
def test_plain_words_hold_no_tag_that_was_not_typed_as_words(text):
    words = rendering.plain(text)

    assert nh3.clean(html.escape(words), tags=set()) == html.escape(words, quote=False)


@pytest.mark.parametrize("one", patterns.MARKDOWN)
def test_long_hostile_text_is_shown_with_all_its_words(one):
    text = (one * 10_000)[:10_000]

    page = rendering.markdown(text)

    assert not dom.faults(page, allowed=rendering.TAGS)
    if "<a" not in page:  # an address is no words to read
        shown = html.unescape(nh3.clean(page, tags=set()))
        assert re.findall("[a-z]", shown) == re.findall("[a-z]", text)


def test_a_link_holds_nothing_but_its_address():
    page = rendering.markdown('[x](https://example.org" onclick="alert(1))')

    assert not dom.faults(page, allowed=rendering.TAGS)
