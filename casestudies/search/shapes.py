"""What goes into the search room and what comes out of it; a leaf."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

FACETS = (
    "care_setting",
    "theme",
    "enabler",
    "touch_point",
    "partner_type",
    "size",
    "nation",
    "region",
    "icb",
    "year",
)
Sort = Literal["newest", "relevance"]
# What a reader looks for, which says whose words count most.
Wanted = Literal["stories", "tips"]
# A text in pieces, each with whether it is a match.
Pieces = list[tuple[str, bool]]
Term = tuple[str, str]


def term_of(name: str) -> Term:
    """(facet, slug) of "facet:slug", the way that terms are stored."""
    facet, slug = name.split(":", 1)
    return facet, slug


@dataclass(frozen=True)
class Document:
    """The public words and terms of one story.

    ``study`` is the key of its case study, ``published_at`` the aware time of its
    first publication (the order of "newest"), ``terms`` pairs of (facet, slug) with
    facets of FACETS. The texts are plain, without markup, in the order of their
    weight: a match in the headline counts most, one in the body least. ``tips`` has a
    line for each tip. ``names`` are those of its terms and places, found by and never
    shown; ``organisations`` those of its partners, which the body has too.
    """

    study: int
    published_at: datetime
    headline: str
    summary: str
    tips: str
    body: str
    terms: frozenset[Term]
    names: str = ""
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Selection:
    """What a reader asks for: stories, or the tips of the stories that match.

    ``words`` is free text in websearch syntax ("a phrase", -not, or). ``terms`` maps
    a facet to slugs: a story must have one of them (OR) in every facet named (AND).
    Pages count from 1; one past the end means the last.
    """

    words: str = ""
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "newest"
    wanted: Wanted = "stories"
    page: int = 1
    per_page: int = 20


@dataclass(frozen=True)
class Found:
    """One page of what a Selection found.

    ``ids`` are keys of case studies in order; ``total`` counts all that match.
    ``counts`` maps facet to slug to the stories that would be found with that term,
    each facet without its own selection; terms without a story are left out.
    ``snippets`` maps a key to pieces of (text, is it a match), for the stories of this
    page whose summary, tips or body holds the words. Where tips are wanted, ``tips`` maps
    a key to the lines of the document's tips that hold the words, each by its number
    from 0 as such pieces, and there are no snippets. ``words_ignored`` says that there
    were words, but none that can be searched ("the"), so that they were left out.
    ``also`` are expressions that were looked for beside the words, since they mean the
    same; ``unfinished`` says that a word was found by its beginning; ``did_you_mean``
    is what would be found if a word was misspelt, in place of the words.
    """

    ids: list[int]
    total: int
    page: int
    pages: int
    counts: dict[str, dict[str, int]]
    snippets: dict[int, Pieces]
    tips: dict[int, dict[int, Pieces]] = field(default_factory=dict)
    words_ignored: bool = False
    also: tuple[str, ...] = ()
    unfinished: bool = False
    did_you_mean: str = ""
