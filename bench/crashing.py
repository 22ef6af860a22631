"""kill -9 at random moments, many times, on both databases (``make crash``).

CRASHES_SQLITE=100 and CRASHES_POSTGRESQL=30 say how many; CRASHES_SEED repeats the
moments of a run. Prints one table for docs/proofs.md.
"""

import os
import random
import sys
import tempfile
import time
from importlib import import_module

from bench import databases
from bench.databases import say
from tests import postgresql

TIMES = {
    "SQLite": int(os.environ.get("CRASHES_SQLITE", "100")),
    "PostgreSQL": int(os.environ.get("CRASHES_POSTGRESQL", "30")),
}
SEED = os.environ.get("CRASHES_SEED") or str(random.SystemRandom().randrange(10**6))
STORIES_A_CRASH = 2


def main():
    """What is acknowledged must be on the disk, as on a real server."""
    say(f"Seed {SEED} (CRASHES_SEED={SEED} chooses the same moments again)")
    return databases.on_each("bench.crashing", SEED, **postgresql.DURABLE)


def measure(name, seed):
    times = TIMES[name]
    if not times:
        return
    databases.prepare()
    # Only now are there models.
    crashing = import_module("tests.falling.crashing")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        counted = crashing.crash(
            folder, times=times, seed=seed, stories=times * STORIES_A_CRASH, tell=show
        )
    say(f"\n| {name}, {times} crashes | {time.monotonic() - began:.0f} s |")
    say("| --- | --- |")
    for what, count in counted.items():
        say(f"| {what} | {count} |")


def show(text):
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{text}")


if __name__ == "__main__":
    sys.exit(measure(*sys.argv[1:]) if sys.argv[1:] else main())
