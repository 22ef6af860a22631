"""Marked texts and the short pieces of them that stand on a card; a leaf."""

import re
from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

START, STOP = "\ue000", "\ue001"
NOT_STORED = re.compile("[\x00\ue000\ue001]")
WORDS_BEFORE, WORDS_SHOWN = 8, 32

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
    words = [match.span() for match in re.finditer(r"\S+", text)]
    at = next(n for n, (_, end) in enumerate(words) if end > ranges[0][0])
    first = max(0, at - WORDS_BEFORE)
    last = min(len(words), first + WORDS_SHOWN) - 1
    begin, end = words[first][0], words[last][1]
    pieces = [("… ", False)] if first else []
    position = begin
    for start, stop in ranges:
        if start >= end or stop <= position:
            continue
        pieces.append((text[position:start], False))
        pieces.append((text[start : min(stop, end)], True))
        position = min(stop, end)
    pieces.append((text[position:end], False))
    if last < len(words) - 1:
        pieces.append((" …", False))
    return [piece for piece in pieces if piece[0]]


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
