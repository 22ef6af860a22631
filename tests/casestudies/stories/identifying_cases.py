"""Passages that could tell who somebody is, and look-alikes that could not, by kind."""

import json
from pathlib import Path

CASES = json.loads(
    (Path(__file__).parent / "fixtures" / "identifying.json").read_text()
)


def positives(kind):
    return CASES["positives"][kind]


def look_alikes(kind):
    return CASES["look_alikes"][kind]
