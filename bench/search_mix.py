"""What the bench asks: the written-down mix of searches, the same in every run."""

import random
from dataclasses import dataclass

from bench.search_stories import LISTS, WORDS, Library
from casestudies.search import Selection

# The facets that readers use, and words by their place among the commonest. With 150
# words a story, "common" is in about every third to tenth story, "rare" in one of
# thousands, and "everywhere" in nearly all.
FACETS = ["care_setting", "theme", "enabler", "partner_type", "icb", "year"]
EVERYWHERE, COMMON, RARE = range(3), range(40, 130), range(8_000, 20_000)


@dataclass(frozen=True)
class Kind:
    """One line of the mix. ``compared`` has the same answer by joins; the order by
    relevance has none, as it ranks a bounded pool. ``counted`` is in the figures."""

    name: str
    make: object
    compared: bool = True
    counted: bool = True


def mix(count, each):
    """So many selections of each kind for a library of so many stories, in order."""
    library, chance = Library(count), random.Random(7)  # noqa: S311 (no secret)
    return [(kind, [kind.make(library, chance) for _ in range(each)]) for kind in KINDS]


def _terms(library, chance, number):
    """A term or two of so many facets, drawn as stories have them."""
    terms = {}
    for facet in chance.sample(FACETS, number):
        slugs = _drawn(library, chance, facet)
        terms[facet] = tuple(dict.fromkeys(slugs))
    return terms


def _drawn(library, chance, facet):
    most = 2 if facet in LISTS else 1
    if facet == "year":
        return [str(chance.randint(2021, 2026))]
    rows = library.terms[facet].draw(chance, chance.randint(1, most))
    return [row.slug for row in rows]


def _words(chance, ranks, number=1):
    return " ".join(WORDS.values[rank] for rank in chance.sample(ranks, number))


def _nothing(library, chance):
    return Selection()


def _one(library, chance):
    return Selection(terms=_terms(library, chance, 1))


def _two(library, chance):
    return Selection(terms=_terms(library, chance, 2))


def _far(library, chance):
    return Selection(page=50)


def _word(ranks, **more):
    def make(library, chance):
        return Selection(words=_words(chance, ranks), **more)

    return make


def _two_words(**more):
    def make(library, chance):
        words = _words(chance, COMMON, 2)
        return Selection(words=words, terms=_terms(library, chance, 1), **more)

    return make


KINDS = [
    Kind("no filter", _nothing),
    Kind("one filter", _one),
    Kind("two filters", _two),
    Kind("common word", _word(COMMON)),
    Kind("rare word", _word(RARE)),
    Kind("two words, one filter", _two_words()),
    Kind("page 50", _far),
    Kind("common word, best first", _word(COMMON, sort="relevance"), compared=False),
    Kind("rare word, best first", _word(RARE, sort="relevance"), compared=False),
    Kind("two words, one filter, best first", _two_words(sort="relevance"), False),
    Kind("word of nearly all", _word(EVERYWHERE), counted=False),
    Kind(
        "word of nearly all, best first",
        _word(EVERYWHERE, sort="relevance"),
        compared=False,
        counted=False,
    ),
]
