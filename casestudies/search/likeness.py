"""How like two words are, as they are typed and as they sound; a leaf."""

import re

# What sounds alike, in this order.
SOUNDS = [
    (re.compile("^(?:kn|gn)"), "n"),
    (re.compile("^wr"), "r"),
    (re.compile("ph"), "f"),
    (re.compile("gh"), ""),
    (re.compile("ck|q|c(?![eiy])"), "k"),
    (re.compile("c|z"), "s"),
    (re.compile("x"), "ks"),
    (re.compile("dg|j"), "g"),
]
SILENT = re.compile("[aeiouyhw]")
TWICE = re.compile(r"(.)\1+")


def sound(word: str) -> str:
    """The first letter and the consonants as they sound: most slips of spelling keep
    them ("recieve", "accomodation")."""
    for pattern, letters in SOUNDS:
        word = pattern.sub(letters, word)
    return TWICE.sub(r"\1", word[:1] + SILENT.sub("", word[1:]))


def distance(one: str, other: str, most: int) -> int:
    """How many letters to add, drop, change or swap with the next; ``most + 1`` where
    it is more than ``most``."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, above, row = row, before, [i]
        for j, its in enumerate(other, start=1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
