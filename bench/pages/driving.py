"""Asking over HTTP, one connection a request, as a proxy does; times and sizes."""

import asyncio
import random
import re
import time
from dataclasses import dataclass
from pathlib import Path

from bench.load.client import Visitor

CLIENTS = 4
WARM = 8  # requests before those that count: both workers have seen the page
PARTS = 4  # of the time, in which page and bare view take turns
MEMORY = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True)
class Line:
    """Seconds of each request, bytes of an answer, requests a second."""

    times: list[float]
    size: int
    rate: float

    def percentile(self, percent):
        found = sorted(self.times)
        return found[max(0, -(-len(found) * percent // 100) - 1)]


def visitor(port):
    chance = random.SystemRandom()
    address = f"198.51.{chance.randrange(256)}.{chance.randrange(1, 255)}"
    return Visitor(port, address)


async def ask(port, address):
    """(seconds, bytes) of one answer, which must be right."""
    started = time.perf_counter()
    answer = await visitor(port).ask(address)
    lasted = time.perf_counter() - started
    if answer.status != 200:
        raise SystemExit(f"{address} answered {answer.status}")
    return lasted, len(answer.body)


def one_by_one(port, pages, *, rounds):
    """A Line for each kind of page, by one client."""

    async def drive(addresses):
        for number in range(WARM):
            await ask(port, addresses[number % len(addresses)])
        started = time.perf_counter()
        found = [
            await ask(port, addresses[number % len(addresses)])
            for number in range(rounds)
        ]
        return _line(found, time.perf_counter() - started)

    return {name: asyncio.run(drive(addresses)) for name, addresses in pages.items()}


def side_by_side(port, bare_port, pages, seconds):
    """(Line of the kept page, Line of a bare view of its size) for each kind.

    They take turns, so that a busy moment of the machine slows both.
    """
    found = {}
    for name, addresses in pages.items():
        address = addresses[0]
        size = asyncio.run(_warm(port, address))
        turns = [
            (
                asyncio.run(_crowd(port, address, seconds / PARTS)),
                asyncio.run(_crowd(bare_port, f"/{size}", seconds / PARTS)),
            )
            for _ in range(PARTS)
        ]
        found[name] = tuple(map(_together, zip(*turns, strict=True)))
    return found


async def _warm(port, address):
    sizes = [await ask(port, address) for _ in range(WARM * CLIENTS)]
    return sizes[-1][1]


async def _crowd(port, address, seconds):
    """All clients at once, each one request after the other."""
    until = time.perf_counter() + seconds

    async def client():
        found = []
        while time.perf_counter() < until:
            found.append(await ask(port, address))
        return found

    started = time.perf_counter()
    crowd = await asyncio.gather(*(client() for _ in range(CLIENTS)))
    found = [one for each in crowd for one in each]
    return _line(found, time.perf_counter() - started)


def _together(lines):
    """The turns as one: the rate of the better half, as the machine is shared."""
    best = sorted(line.rate for line in lines)[len(lines) // 2 :]
    times = [seconds for line in lines for seconds in line.times]
    return Line(times, lines[0].size, sum(best) / len(best))


def _line(found, lasted):
    times, sizes = zip(*found, strict=True)
    return Line(list(times), max(sizes), len(times) / lasted)


def memory(head):
    """Megabytes of each worker of a gunicorn, its share of what they have in common."""
    children = Path(f"/proc/{head}/task/{head}/children").read_text().split()
    found = [Path(f"/proc/{child}/smaps_rollup").read_text() for child in children]
    return [int(MEMORY.search(text)[1]) / 1000 for text in found]
