"""The tables at the end of ``make races`` and ``make interleave``."""

import os
import time
from collections import Counter
from dataclasses import dataclass, field

import pytest
from django.db import connection

RACES, SAVES = pytest.StashKey(), pytest.StashKey()
COLUMNS = ("rounds", "one", "both", "events", "mails", "seconds")


@dataclass
class Race:
    """What came of the rounds of one pair of steps."""

    pair: str
    winners: Counter = field(default_factory=Counter)
    events: int = 0
    letters: int = 0
    began: float = field(default_factory=time.monotonic)
    seconds: float = 0

    def add(self, winner, *, events, letters=0):
        """``winner`` is the name of a step, or of both with a plus between them."""
        self.winners[winner] += 1
        self.events += events
        self.letters += letters
        self.seconds = time.monotonic() - self.began

    def figures(self):
        rounds = self.winners.total()
        both = sum(n for who, n in self.winners.items() if " + " in who)
        one = rounds - both
        return rounds, one, both, self.events, self.letters, round(self.seconds)

    def told(self):
        return ", ".join(f"{who} {n}" for who, n in self.winners.most_common())


class Races:
    def __init__(self, races):
        self.races = races

    def begin(self, pair):
        self.races.append(Race(pair))
        return self.races[-1]


@pytest.fixture
def races(request):
    return Races(request.config.stash.setdefault(RACES, []))


@pytest.fixture
def saves(request):
    """Figures by what they are, for the table."""
    return request.config.stash.setdefault(SAVES, {})


def pytest_terminal_summary(terminalreporter, config):
    if os.environ.get("REPEATS"):
        _show_races(terminalreporter, config.stash.get(RACES, []))
    if os.environ.get("SAVES"):
        terminalreporter.section(f"saves of one answer on {connection.vendor}")
        for what, count in config.stash.get(SAVES, {}).items():
            terminalreporter.write_line(f"{count:8,}  {what}")


def _show_races(terminalreporter, races):
    write = terminalreporter.write_line
    terminalreporter.section(f"races on {connection.vendor}")
    write(_line(COLUMNS) + "  pair: winners")
    for race in races:
        write(f"{_line(race.figures())}  {race.pair}: {race.told()}")
    columns = zip(*(race.figures() for race in races), strict=True)
    total = [sum(column) for column in columns]
    write(f"{_line(total)}  {len(races)} pairs")


def _line(cells):
    return "".join(f"{cell:>8}" for cell in cells)
