"""Reading what people type into a search box; a leaf without a database."""

import re
import unicodedata
from dataclasses import dataclass

MAX_CHARACTERS = 300
MAX_PHRASES = 20
MAX_TOKEN = 60
# The words that PostgreSQL's "english" leaves out, so that both databases agree.
_LISTED = (
    "i me my myself we our ours ourselves you your yours yourself yourselves he "
    "him his himself she her hers herself it its itself they them their theirs "
    "themselves what which who whom this that these those am is are was were be "
    "been being have has had having do does did doing a an the and but if or "
    "because as until while of at by for with about against between into through "
    "during before after above below to from up down in out on off over under "
    "again further then once here there when where why how all any both each few "
    "more most other some such no nor not only own same so than too very s t can "
    "will just don should now"
)
STOP_WORDS = frozenset(_LISTED.split())
PIECE = re.compile(r'(-?)"([^"]*)(?:"|$)|(\S+)')
TOKEN = re.compile(r"[^\W_]+")
ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}


@dataclass(frozen=True)
class Phrase:
    """Words that must stand (or, negated, must not stand) side by side."""

    tokens: tuple[str, ...]
    negated: bool = False


# Alternatives; in each of them every phrase must hold.
Query = tuple[tuple[Phrase, ...], ...]


def parse(words: str) -> Query:
    """Turn websearch syntax into alternatives of phrases; never raises.

    "two words" is a phrase, -word must be absent, or parts alternatives. The result
    is empty when no word is left that can be searched.
    """
    alternatives: list[list[Phrase]] = [[]]
    for number, piece in enumerate(PIECE.finditer(words[:MAX_CHARACTERS])):
        minus, quoted, bare = piece.groups()
        if number == MAX_PHRASES:
            break
        if bare and bare.lower() == "or":
            alternatives.append([])
            continue
        text = quoted if bare is None else bare
        negated = bool(minus) or bool(bare and bare.startswith("-"))
        tokens = tokenise(text)
        if any(token not in STOP_WORDS for token in tokens):
            alternatives[-1].append(Phrase(tokens, negated))
    return tuple(tuple(phrases) for phrases in alternatives if phrases)


def wanted(query: Query) -> tuple[Phrase, ...]:
    """Every phrase that is looked for: what can be ranked and marked."""
    phrases = (phrase for each in query for phrase in each if not phrase.negated)
    return tuple(dict.fromkeys(phrases))


def tokenise(text: str) -> tuple[str, ...]:
    """The words of a text in small letters without accents."""
    text = re.sub("['\u2019]s\\b", "", text)
    return tuple(token[:MAX_TOKEN] for token in TOKEN.findall(plain(text)[0]))


def plain(text: str) -> tuple[str, list[int]]:
    """A text as an index should see it, and where each character came from.

    Letters are small and without accents, all that is no letter or digit is a space.
    The list gives for each character its offset in ``text``.
    """
    if text.isascii():
        return text.translate(ASCII), list(range(len(text)))
    characters, offsets = [], []
    for offset, character in enumerate(text):
        if character.isascii():
            base = character.lower()
        else:
            parts = unicodedata.normalize("NFD", character)
            base = "".join(p for p in parts if not unicodedata.combining(p)).lower()
        for letter in base:
            characters.append(letter if letter.isalnum() else " ")
            offsets.append(offset)
    return "".join(characters), offsets
