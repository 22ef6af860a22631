"""How long a backup and a restore take with many stories, on both databases.

``make bench-restore`` (BENCH_N=10000) prints one table for docs/running.md.
"""

import os
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

from django.core.management import call_command

from bench import databases
from bench.databases import say

COUNT = int(os.environ.get("BENCH_N", "10000"))
WITHDRAWN = 20


def main():
    say(f"| {COUNT:,} stories | backup | size | restore | stories taken down again |")
    say("| --- | --- | --- | --- | --- |")
    return databases.on_each("bench.restoring")


def measure(name):
    databases.prepare()
    # Only now are there models.
    filling = import_module("bench.filling")
    studies = filling.stories(COUNT)
    with tempfile.TemporaryDirectory() as folder:
        backing_up = clock("backup", to=Path(folder))
        [made] = Path(folder).iterdir()
        size = sum(path.stat().st_size for path in made.iterdir()) / 1024**2
        filling.withdraw(studies[:WITHDRAWN])
        restoring = clock("restore", str(made), "--replace", "--yes")
    assert filling.published() == len(studies) - WITHDRAWN  # noqa: S101
    say(
        f"| {name} | {backing_up:.1f} s | {size:.0f} MB | {restoring:.1f} s "
        f"| {WITHDRAWN} |"
    )


def clock(*command, **options):
    started = time.monotonic()
    with open(os.devnull, "w") as nowhere:
        call_command(*command, stdout=nowhere, **options)
    return time.monotonic() - started


if __name__ == "__main__":
    sys.exit(measure(sys.argv[1]) if sys.argv[1:] else main())
