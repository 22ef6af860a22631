"""Search beside plain joins (``make bench-search``).

BENCH_N="1000 10000 100000" stories, BENCH_DATABASES="sqlite postgresql". Prints the
ratios, then the milliseconds; says for each aim whether it was met, and ends with 1
where one was missed.
"""

import json
import os
import subprocess
import sys
import tempfile
from importlib import import_module

import django
from django.core.management import call_command

from bench.search_table import aims, tables
from tests import postgresql

COUNTS = [int(n) for n in os.environ.get("BENCH_N", "1000 10000 100000").split()]
DATABASES = os.environ.get("BENCH_DATABASES", "sqlite postgresql").split()
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def main():
    missed = False
    for database in DATABASES:
        results = [in_a_database(database, count) for count in sorted(COUNTS)]
        say(f"\n### {NAMES[database]}\n\n{tables(results)}\n")
        for text, is_met in aims(database, results):
            say(f"- {'met' if is_met else 'MISSED'}: {text}")
            missed = missed or not is_met
    return 1 if missed else 0


def in_a_database(database, count):
    """Fill a new one and measure it, each in a fresh process."""
    if database == "postgresql":
        with postgresql.server() as url:
            return fill_and_measure(url, count)
    with tempfile.TemporaryDirectory() as folder:
        return fill_and_measure(f"sqlite:///{folder}/light.sqlite3", count)


def fill_and_measure(url, count):
    run(url, "fill", count)
    return json.loads(run(url, "measure", count))


def run(url, task, count):
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    command = [sys.executable, "-m", "bench.search", task, str(count)]
    done = subprocess.run(  # noqa: S603
        command, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def fill(count):
    stories = import_module("bench.search_stories")  # only now are there models
    for command in ("migrate", "load_taxonomy", "load_protocols"):
        call_command(command, verbosity=0)
    stories.fill(count)
    stories.settle()


def measure(count):
    measuring = import_module("bench.search_measuring")
    say(json.dumps(measuring.measure(count)))


def say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def task(name, count):
    django.setup()
    {"fill": fill, "measure": measure}[name](int(count))


if __name__ == "__main__":
    sys.exit(task(*sys.argv[1:]) if sys.argv[1:] else main())
