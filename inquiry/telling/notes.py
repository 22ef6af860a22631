"""A registry: what a moderator asks about single questions."""

from collections.abc import Callable

from inquiry.telling.models import Inquiry

Source = Callable[[Inquiry], dict[str, str]]

_sources: list[Source] = []


def register(source: Source) -> Source:
    """Add ``source(inquiry)``, which gives a note by the key of its question."""
    if source not in _sources:
        _sources.append(source)
    return source


def on(inquiry: Inquiry) -> dict[str, str]:
    """The notes on an inquiry that still wait for an answer, by question key."""
    notes: dict[str, str] = {}
    for source in _sources:
        notes |= source(inquiry)
    return notes
