"""How long a backup and a restore take with many stories, on both databases.

``make bench-restore`` (BENCH_N=10000) prints one table for docs/running.md.
"""

import os
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command

from tests import postgresql

COUNT = int(os.environ.get("BENCH_N", "10000"))
WITHDRAWN = 20


def main():
    """Each database in a process of its own, in a folder that is gone afterwards."""
    say(f"| {COUNT:,} stories | backup | size | restore | stories taken down again |")
    say("| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        run("SQLite", f"sqlite:///{folder}/light.sqlite3")
    with postgresql.server() as url:
        run("PostgreSQL", url)


def run(name, url):
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    command = [sys.executable, "-m", "bench.restoring", name]
    subprocess.run(command, env=environment, check=True)  # noqa: S603


def measure(name):
    django.setup()
    # Only now are there models.
    filling = import_module("bench.filling")
    for command in ("migrate", "createcachetable", "load_taxonomy", "load_protocols"):
        call_command(command, verbosity=0)
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


def say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    measure(sys.argv[1]) if sys.argv[1:] else main()
