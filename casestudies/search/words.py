"""Reading what people type into a search box; a leaf without a database."""

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
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
# "A&E", "R & D", "G.P.": letters that are said one by one, and stand as one word.
INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_](?:\.| ?& ?))+[^\W\d_](?!\w)\.?")
# One of these, or "&", is in all of them. Few texts have it, and it is found soon.
DOTTED = re.compile(r"\.[^\W\d_]")
MAX_INITIALS = 6
MAX_FORMS = 8  # of a phrase with several initials
TOKEN = re.compile(r"[^\W_]+")
POSSESSIVE = re.compile("['\u2019][sS]\\b")
# Who types "carer's" looks for carers; within "carer's-café" the "s" stands between
# two words that must follow each other.
AT_THE_END = re.compile(f"{POSSESSIVE.pattern}\\W*$")
ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}


# Words that stand side by side, and runs of words that must all stand.
Run = tuple[str, ...]
Way = tuple[Run, ...]


@dataclass(frozen=True)
class Clause:
    """What must hold (or, negated, must not) in any one of its ways; the first of
    them is what was typed. ``is_exact`` is a phrase in quotation marks."""

    ways: tuple[Way, ...]
    negated: bool = False
    is_exact: bool = False

    @property
    def typed(self) -> Run:
        """The words as they were typed."""
        return tuple(token for run in self.ways[0] for token in run)


# Alternatives; in each of them every clause must hold.
Query = tuple[tuple[Clause, ...], ...]


def parse(words: str) -> Query:
    """Turn websearch syntax into alternatives of clauses; never raises.

    "two words" is a phrase, -word must be absent, or parts alternatives. The result
    is empty when no word is left that can be searched.
    """
    alternatives: list[list[Clause]] = [[]]
    given = INITIALS.sub(_as_one_word, words[:MAX_CHARACTERS])
    for number, piece in enumerate(PIECE.finditer(given)):
        minus, quoted, bare = piece.groups()
        if number == MAX_PHRASES:
            break
        if bare and bare.lower() == "or":
            alternatives.append([])
            continue
        text = quoted if bare is None else AT_THE_END.sub("", bare)
        negated = bool(minus) or bool(bare and bare.startswith("-"))
        forms = tuple(_forms(text))
        if any(token not in STOP_WORDS for token in forms[0]):
            ways = tuple((form,) for form in forms)
            alternatives[-1].append(Clause(ways, negated, bare is None))
    return tuple(tuple(clauses) for clauses in alternatives if clauses)


def wanted(query: Query) -> tuple[Run, ...]:
    """Every run of words that is looked for: what can be ranked and marked."""
    clauses = (clause for each in query for clause in each if not clause.negated)
    runs = (run for clause in clauses for way in clause.ways for run in way)
    return tuple(dict.fromkeys(runs))


def tokenise(text: str) -> Run:
    """The words of a text in small letters without accents; "carer's" is "carer"."""
    words = TOKEN.findall(plain(POSSESSIVE.sub("", text))[0])
    return tuple(token[:MAX_TOKEN] for token in words)


def is_letter_by_letter(run: Run) -> bool:
    """Whether initials in it are said one by one, as in "a e door"."""
    return any(len(one) == len(other) == 1 for one, other in itertools.pairwise(run))


def _as_one_word(initials: re.Match[str]) -> str:
    """In capitals, by which they are known again."""
    return "".join(each for each in initials.group() if each.isalpha()).upper()


def _forms(text: str) -> Iterator[Run]:
    """The words as they stand in an index one after the other: it has "carer's" as
    "carer" and "s", so that a phrase has to have both, and initials with dots or
    without."""
    spelt, offsets = plain(text)
    choices = []
    for found in TOKEN.finditer(spelt):
        token = found.group()[:MAX_TOKEN]
        typed = text[offsets[found.start()] : offsets[found.end() - 1] + 1]
        capitals = sum(letter.isupper() for letter in typed)
        is_initials = capitals > 1 and 1 < len(token) <= MAX_INITIALS
        choices.append([(token,), tuple(token)] if is_initials else [(token,)])
    for chosen in itertools.islice(itertools.product(*choices), MAX_FORMS):
        yield tuple(itertools.chain(*chosen))


def _between_initials(text: str) -> set[int]:
    """The offsets of what stands between and after the letters of initials."""
    if "&" not in text and not DOTTED.search(text):
        return set()
    return {
        offset
        for initials in INITIALS.finditer(text)
        for offset in range(*initials.span())
        if not text[offset].isalpha()
    }


def plain(text: str) -> tuple[str, Sequence[int]]:
    """A text as an index should see it, and where each character came from.

    Letters are small and without accents, initials are one word, all that is no
    letter or digit is a space. The sequence gives for each character its offset in
    ``text``.
    """
    between = _between_initials(text)
    if text.isascii() and not between:
        return text.translate(ASCII), range(len(text))
    characters, offsets = [], []
    for offset, character in enumerate(text):
        if offset in between:
            continue
        if character.isascii():
            base = character.lower()
        else:
            parts = unicodedata.normalize("NFD", character)
            base = "".join(p for p in parts if not unicodedata.combining(p)).lower()
        for letter in base:
            characters.append(letter if letter.isalnum() else " ")
            offsets.append(offset)
    return "".join(characters), offsets
