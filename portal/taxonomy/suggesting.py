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


def suggest(text: str, terms: Iterable[AnyTerm], limit: int) -> list[AnyTerm]:
    """The terms that a text seems to be about, best first, at most ``limit``.

    ``terms`` is a queryset or list of taxonomy terms with name, keywords and
    description. Whole words are compared, without stemming and without regard to
    case; a word of the name counts 3, of the keywords 2, of the description 1.
    A word that several terms share counts less for each; a word repeated in the
    text counts a little more. A term needs one word of its name or keywords.
    Terms that score alike stay in the order given. No text gives no suggestions.
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
    return [term for score, _place, term in ranked if score][:limit]


def _words(text: str) -> list[str]:
    plain = text.lower().replace("\u2019", "'").replace("'s ", " ")
    return [word for word in re.findall(r"[^\W_]+", plain) if word not in COMMON]


def _weights(term: Term) -> dict[str, int]:
    weights = dict.fromkeys(_words(term.description), DESCRIPTION_WEIGHT)
    weights |= dict.fromkeys(_words(term.keywords), KEYWORD_WEIGHT)
    return weights | dict.fromkeys(_words(term.name), NAME_WEIGHT)


def _score(weights: dict[str, int], found: Counter, shared: Counter) -> float:
    hits = {word: weight for word, weight in weights.items() if word in found}
    if max(hits.values(), default=0) < KEYWORD_WEIGHT:
        return 0
    return sum(
        weight * (1 + 0.2 * min(found[word] - 1, 5)) / shared[word]
        for word, weight in hits.items()
    )
