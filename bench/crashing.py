"""kill -9 at random moments, many times, on both databases (``make crash``).

CRASHES_SQLITE=100 and CRASHES_POSTGRESQL=30 say how many; CRASHES_SEED repeats the
moments of a run. Prints one table for docs/proofs.md.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from importlib import import_module

import django
from django.core.management import call_command

from tests import postgresql

TIMES = {
    "SQLite": int(os.environ.get("CRASHES_SQLITE", "100")),
    "PostgreSQL": int(os.environ.get("CRASHES_POSTGRESQL", "30")),
}
SEED = os.environ.get("CRASHES_SEED") or str(random.SystemRandom().randrange(10**6))
STORIES_A_CRASH = 2
PREPARATIONS = ("migrate", "createcachetable", "load_taxonomy", "load_protocols")


def main():
    """Each database in a process of its own, in a folder that is gone afterwards."""
    say(f"Seed {SEED} (CRASHES_SEED={SEED} chooses the same moments again)")
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        failed |= run("SQLite", f"sqlite:///{folder}/light.sqlite3")
    # What is acknowledged must be on the disk, as on a real server.
    with postgresql.server(synchronous_commit="on", fsync="on") as url:
        failed |= run("PostgreSQL", url)
    return failed


def run(name, url):
    if not TIMES[name]:
        return False
    environment = {
        **os.environ,
        "CRASHES_SEED": SEED,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    command = [sys.executable, "-m", "bench.crashing", name]
    return bool(subprocess.call(command, env=environment))  # noqa: S603


def measure(name):
    django.setup()
    # Only now are there models.
    crashing = import_module("tests.falling.crashing")
    for command in PREPARATIONS:
        call_command(command, verbosity=0)
    times = TIMES[name]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        counted = crashing.crash(
            folder, times=times, seed=SEED, stories=times * STORIES_A_CRASH, tell=show
        )
    say(f"\n| {name}, {times} crashes | {time.monotonic() - began:.0f} s |")
    say("| --- | --- |")
    for what, count in counted.items():
        say(f"| {what} | {count} |")


def show(text):
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{text}")


def say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(measure(sys.argv[1]) if sys.argv[1:] else main())
