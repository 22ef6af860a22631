"""Suggesting terms from the words of a text, for a person to confirm."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from portal.taxonomy.models import Term

AnyTerm = TypeVar("AnyTerm", bound=Term)

# Too common to say anything about a story.
COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an and as at be before big by do everyone for from get go going got had has "
        "he her his how in into is it its keep kept me my no not of on one or our out "
        "people said same so than that the their them they this to told too two up us "
        "was we what when where which who why with you your",
    )
)
NAME_WEIGHT = 3
KEYWORD_WEIGHT = 2
DESCRIPTION_WEIGHT = 1
MOST_REPEATS = 6
# A term that is far from the best one would mostly be taken away again.
NEAR_THE_BEST = 0.6


def suggest(text: str, terms: Iterable[AnyTerm], limit: int) -> list[AnyTerm]:
    """The terms that a text seems to be about, best first, at most ``limit``.

    ``terms`` is a queryset or list of taxonomy terms with name, keywords and
    description. Whole words are compared, singular and plural alike, without further
    stemming and without regard to case; a word of the name counts 3, of the keywords
    2, of the description 1, as often as the text has it, up to six times. A word that
    several terms share counts less for each. A term needs one word of its name or
    keywords, and 0.6 of what the best one has. Terms that score alike stay in the
    order given. No text gives no suggestions.
    """
    found = Counter(_words(text))
    if not found:
        return []
    weighed = [(term, _weights(term)) for term in terms]
    shared = Counter(word for _term, weights in weighed for word in weights)
    scored = [
        (_score(weights, found, shared), place, term)
        for place, (term, weights) in enumerate(weighed)
    ]
    ranked = sorted(scored, key=lambda row: (-row[0], row[1]))
    enough = NEAR_THE_BEST * ranked[0][0] if ranked else 0
    near = [term for score, _place, term in ranked if score and score >= enough]
    return near[:limit]


def nearest(term: Term, sentences: Iterable[str], others: Iterable[Term]) -> str:
    """The sentence that is about a term, the first of those that seem so alike.

    Words are compared as in ``suggest``; one that ``others``, the terms of the same
    list, have too counts less. Empty when no sentence has a word of the term's name or
    keywords that is all its own, or several that are not.
    """
    weights = _weights(term)
    shared = Counter(word for other in others for word in _weights(other))
    for word in weights:
        shared[word] = max(shared[word], 1)
    scored = [
        (_score(weights, Counter(_words(sentence)), shared), sentence)
        for sentence in sentences
    ]
    score, sentence = max(scored, key=lambda pair: pair[0], default=(0, ""))
    return sentence if score >= KEYWORD_WEIGHT else ""


def _words(text: str) -> list[str]:
    plain = text.lower().replace("\u2019", "'").replace("'s ", " ")
    words = re.findall(r"[^\W_]+", plain)
    return [_singular(word) for word in words if word not in COMMON]


def _singular(word: str) -> str:
    """Roughly: one letter less is enough to tell the two alike."""
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural else word


def _weights(term: Term) -> dict[str, int]:
    weights = dict.fromkeys(_words(term.description), DESCRIPTION_WEIGHT)
    weights |= dict.fromkeys(_words(term.keywords), KEYWORD_WEIGHT)
    return weights | dict.fromkeys(_words(term.name), NAME_WEIGHT)


def _score(weights: dict[str, int], found: Counter, shared: Counter) -> float:
    hits = {word: weight for word, weight in weights.items() if word in found}
    if max(hits.values(), default=0) < KEYWORD_WEIGHT:
        return 0
    return sum(
        weight * min(found[word], MOST_REPEATS) / shared[word]
        for word, weight in hits.items()
    )
