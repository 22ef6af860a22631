"""The reading grade of English sentences."""

import re

WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019-]*")
END = re.compile(r"(?<=[.?!])[\"'\u201d\u2019)]*\s+|\n+")
# Endings that are written as a syllable and not said as one: a final e but in "-le",
# and -ed or -es but after the sounds that need it.
SILENT = re.compile(r"(?:[^laeiouy]e|(?<=[aeiouy])le|[^tdaeiouy]ed|[^szxcgaeiouy]es)$")
VOWELS = re.compile(r"[aeiouy]+")
# Pairs of vowels that are said one after the other.
APART = re.compile(r"ia(?!n\b)|io(?!u|n)|eo(?!p)|(?<=[dr])ea\b|ua(?!r)|ui(?=n)|ying|iu")


def sentences(text: str) -> list[str]:
    """The sentences of a text; labels and headings, which end in no stop, are none."""
    parts = (" ".join(part.split()) for part in END.split(text))
    return [part for part in parts if part[-1:] and re.search(r"[.?!]\W*$", part)]


def syllables(word: str) -> int:
    """Roughly how many syllables an English word has, one at least."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    count = len(VOWELS.findall(plain)) + len(APART.findall(plain))
    return max(1, count - bool(SILENT.search(plain)))


def grade(found: list[str]) -> float:
    """The Flesch-Kincaid grade of sentences: years at school in the United States.

    0.39 x words a sentence + 11.8 x syllables a word - 15.59 (Kincaid and others,
    Derivation of new readability formulas for Navy enlisted personnel, 1975). The
    parts of a word with hyphens are said apart. No words give 0.
    """
    words = [word for one in found for word in WORD.findall(one.replace("-", " "))]
    if not words:
        return 0.0
    said = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(found) + 11.8 * said / len(words) - 15.59


def count(found: list[str]) -> int:
    return sum(len(WORD.findall(one)) for one in found)
