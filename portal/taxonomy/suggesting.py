"""Suggesting terms from the words of a text, for a person to confirm."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from portal.taxonomy.models import Term

AnyTerm = TypeVar("AnyTerm", bound=Term)

Phrase = tuple[str, ...]

# Too common to say anything about a story by themselves; within a phrase they count.
COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an and as at be before big by do everyone for from get go going got had has "
        "he her his how in into is it its keep kept me my no not of on one or our out "
        "people said same so than that the their them they this to told too two up us "
        "was we what when where which who why with you your "
        # What nearly every story of the NHS and a voluntary group has, as one.
        "adult care change charity community day family group health help home hospital "
        "idea leave life local meet near new nhs night old older open other outside "
        "patient person place seeking service special staff start support team time "
        "together use volunteer volunteering way week work worker young",
    )
)
NAME_WEIGHT = 3
KEYWORD_WEIGHT = 2
# A word of the description, or a single one of a longer name or keyword.
HINT_WEIGHT = 1
MOST_REPEATS = 6
# A term that is far from the best one would mostly be taken away again.
NEAR_THE_BEST = 0.6
NAME_PARTS = re.compile(r"[,()]|\band\b")


def suggest(text: str, terms: Iterable[AnyTerm], limit: int) -> list[AnyTerm]:
    """The terms that a text seems to be about, best first, at most ``limit``.

    ``terms`` is a queryset or list of taxonomy terms with name, keywords and
    description. Names are cut at commas and "and", keywords at commas; each piece is
    found as a whole, word after word, and a longer piece takes its words from the
    shorter ones of any term. Words are compared whole, singular and plural alike,
    without further stemming and without regard to case. A piece of the name counts 3,
    of the keywords 2, one word of a piece or of the description 1, as often as the
    text has it, up to six times; what nearly every story has counts only within a
    piece. What several terms share counts less for each. A term needs one whole piece,
    and 0.6 of what the best one has. Terms that score alike stay in the order given.
    No text gives no suggestions.
    """
    weighed = [(term, _weights(term)) for term in terms]
    shared = Counter(phrase for _term, weights in weighed for phrase in weights)
    found = _find(text, shared)
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
    list, have too counts less. Empty when no sentence has a piece of the term's name or
    keywords that is all its own, or several that are not.
    """
    weights = _weights(term)
    shared = Counter(phrase for other in others for phrase in _weights(other))
    for phrase in weights:
        shared[phrase] = max(shared[phrase], 1)
    scored = [
        (_score(weights, _find(sentence, shared), shared), sentence)
        for sentence in sentences
    ]
    score, sentence = max(scored, key=lambda pair: pair[0], default=(0, ""))
    return sentence if score >= KEYWORD_WEIGHT else ""


def _find(text: str, phrases: Iterable[Phrase]) -> Counter[Phrase]:
    """How often a text has each phrase, the longest one at each of its words.

    One pass: the phrases to try at a word are those that begin with it.
    """
    longest_first = sorted(phrases, key=len, reverse=True)
    beginning: dict[str, list[Phrase]] = {}
    for phrase in longest_first:
        beginning.setdefault(phrase[0], []).append(phrase)
    words = _words(text)
    found: Counter[Phrase] = Counter()
    place = 0
    while place < len(words):
        for phrase in beginning.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                found[phrase] += 1
                place += len(phrase)
                break
        else:
            place += 1
    return found


def _words(text: str) -> list[str]:
    plain = text.lower().replace("\u2019", "'").replace("'s ", " ")
    return [_singular(word) for word in re.findall(r"[^\W_]+", plain)]


def _singular(word: str) -> str:
    """Roughly: one letter less is enough to tell the two alike."""
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural else word


def _weights(term: Term) -> dict[Phrase, int]:
    keywords = _phrases(term.keywords.split(","))
    name = _phrases(NAME_PARTS.split(term.name))
    hints = _words(term.description)
    hints += [word for phrase in keywords + name for word in phrase]
    weights: dict[Phrase, int] = {
        (word,): HINT_WEIGHT for word in hints if _counts((word,))
    }
    weights |= dict.fromkeys(keywords, KEYWORD_WEIGHT)
    return weights | dict.fromkeys(name, NAME_WEIGHT)


def _phrases(pieces: Iterable[str]) -> list[Phrase]:
    found = [tuple(_words(piece)) for piece in pieces]
    return [phrase for phrase in found if _counts(phrase)]


def _counts(phrase: Phrase) -> bool:
    return len(phrase) > 1 or bool(phrase and phrase[0] not in COMMON)


def _score(
    weights: dict[Phrase, int], found: Counter[Phrase], shared: Counter[Phrase]
) -> float:
    hits = {phrase: weight for phrase, weight in weights.items() if phrase in found}
    if max(hits.values(), default=0) < KEYWORD_WEIGHT:
        return 0
    return sum(
        weight * min(found[phrase], MOST_REPEATS) / shared[phrase]
        for phrase, weight in hits.items()
    )
