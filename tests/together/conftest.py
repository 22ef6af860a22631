"""The table of the races at the end of ``make races``."""

import os

import pytest
from django.db import connection

ROWS = pytest.StashKey()


class Races:
    def __init__(self, rows):
        self.rows = rows

    def add(self, name, winners, seconds):
        """``winners``: how often which steps won, as a Counter of their names."""
        rounds = sum(winners.values())
        both = sum(n for who, n in winners.items() if " + " in who)
        told = ", ".join(f"{who} {n}" for who, n in winners.most_common())
        self.rows.append((name, rounds, both, rounds - both, seconds, told))


@pytest.fixture
def races(request):
    return Races(request.config.stash.setdefault(ROWS, []))


def pytest_terminal_summary(terminalreporter, config):
    rows = config.stash.get(ROWS, [])
    if not (rows and os.environ.get("REPEATS")):
        return
    write = terminalreporter.write_line
    terminalreporter.section(f"races on {connection.vendor}")
    write(
        f"{'rounds':>7}{'one':>6}{'both':>6}{'refused':>9}{'seconds':>9}  pair: winners"
    )
    for name, rounds, both, lost, seconds, told in rows:
        line = f"{rounds:7}{rounds - both:6}{both:6}{lost:9}{seconds:9.1f}"
        write(f"{line}  {name}: {told}")
    total = [sum(row[place] for row in rows) for place in (1, 2, 3, 4)]
    write(
        f"{len(rows)} pairs, {total[0]} rounds: {total[0] - total[1]} with one winner, "
        f"{total[1]} with both, {total[2]} refused, {total[3]:.0f} s"
    )
