"""Marked texts and the short pieces of them that stand on a card; a leaf."""

import re
from collections.abc import Iterable
from itertools import islice

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

START, STOP = "\ue000", "\ue001"
NOT_STORED = re.compile("[\x00\ue000\ue001]")
WORD = re.compile(r"\S+")
WORDS_BEFORE, WORDS_SHOWN = 8, 32
MOST_BEFORE = 400  # characters

Ranges = list[tuple[int, int]]
Marked = tuple[str, Ranges]


def storable(text: str) -> str:
    """A text without the characters that databases or our own marks cannot take."""
    return NOT_STORED.sub("", text)


def unmark(text: str) -> Marked:
    """Take the marks out of a text; say where they stood (offsets, end exclusive)."""
    pieces: list[str] = []
    ranges: Ranges = []
    length = begin = 0
    for piece in re.split(f"([{START}{STOP}])", text):
        if piece == START:
            begin = length
        elif piece == STOP:
            ranges.append((begin, length))
        else:
            pieces.append(piece)
            length += len(piece)
    return "".join(pieces), ranges


def cut(text: str, ranges: Ranges) -> list[tuple[str, bool]]:
    """About thirty words around the first match, as (piece, is it a match)."""
    begin = _some_words_before(text, ranges[0][0])
    *_, last = islice(WORD.finditer(text, begin), WORDS_SHOWN)
    end = last.end()
    pieces = [("… ", False)] if WORD.search(text, 0, begin) else []
    position = begin
    for start, stop in ranges:
        if start >= end or stop <= position:
            continue
        pieces.append((text[position:start], False))
        pieces.append((text[start : min(stop, end)], True))
        position = min(stop, end)
    pieces.append((text[position:end], False))
    if WORD.search(text, end):
        pieces.append((" …", False))
    return [piece for piece in pieces if piece[0]]


def _some_words_before(text: str, offset: int) -> int:
    """Where the eighth word before an offset begins. A text can be long: no more than
    is shown of it is looked at."""
    far = max(0, offset - MOST_BEFORE)
    words = [match.start() for match in WORD.finditer(text, far, offset)]
    if far:
        del words[:1]  # it may have begun before
    return min(words[-WORDS_BEFORE:], default=offset)


def lines(text: str, ranges: Ranges) -> dict[int, list[tuple[str, bool]]]:
    """The lines that hold a match, by number from 0, as (piece, is it a match)."""
    found, begin = {}, 0
    for number, line in enumerate(text.split("\n")):
        end = begin + len(line)
        marks = [
            (max(start, begin), min(stop, end))
            for start, stop in ranges
            if start < end and stop > begin
        ]
        if marks:
            found[number] = _pieces(text, marks, begin, end)
        begin = end + 1
    return found


def _pieces(text: str, marks: Ranges, begin: int, end: int) -> list[tuple[str, bool]]:
    pieces, position = [], begin
    for start, stop in marks:
        pieces += [(text[position:start], False), (text[start:stop], True)]
        position = stop
    pieces.append((text[position:end], False))
    return [piece for piece in pieces if piece[0]]


def highlighted(pieces: Iterable[tuple[str, bool]]) -> SafeString:
    """Safe HTML of pieces, with the matches marked."""
    parts = (
        format_html("<mark>{}</mark>" if is_match else "{}", text)
        for text, is_match in pieces
    )
    return format_html_join("", "{}", ((part,) for part in parts))
