"""Passages that could tell who somebody is, and look-alikes that could not, by kind."""

import json
from pathlib import Path

CASES = json.loads(
    (Path(__file__).parent / "fixtures" / "identifying.json").read_text()
)

# Repeated over and over, these make a careless pattern try every way to match.
HOSTILE = [
    *("a", "A", "0", "9", " ", "@", ".", "-", "Mr ", "Mr A. ", "Mr A ", "Dr de ", "a."),
    *("a@", "a@a.", "a'", "0 ", "07 ", "(0) ", "+44 ", "1/", "1 May ", "born ", "dob "),
    *(
        "born 1",
        "bed ",
        "bed 1",
        "room ",
        "SW1A ",
        "SW1A 1",
        "her ",
        "she is ",
        "9",
        "90 ",
    ),
    *(
        "Aa, ",
        "Nurse ",
        "**",
        "Mr *",
        "\n",
        "Mr \n",
        "ISBN ",
        "over 90 ",
        "born\u00a0on ",
    ),
    *("tel 1 ", "1-1-1-1-", "aged one hundred and ", "'", "İ", "ß", "\u2019", "[at]"),
]


def positives(kind):
    return CASES["positives"][kind]


def look_alikes(kind):
    return CASES["look_alikes"][kind]
