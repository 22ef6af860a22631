"""Search beside plain joins (``make bench-search``).

BENCH_N="1000 10000 100000" stories, BENCH_DATABASES="sqlite postgresql". Prints the
ratios, then the milliseconds; says for each aim whether it was met, and ends with 1
where one was missed. Before that it says how well the example stories are found.
"""

import json
import os
import sys
from importlib import import_module
from subprocess import PIPE

import django

from bench import databases
from bench.databases import say
from bench.search_table import aims, tables
from tests import postgresql

COUNTS = [int(n) for n in os.environ.get("BENCH_N", "1000 10000 100000").split()]
DATABASES = os.environ.get("BENCH_DATABASES", "sqlite postgresql").split()


def main():
    say(relevance_of_examples())
    missed = False
    for kind in DATABASES:
        results = [in_a_database(kind, count) for count in sorted(COUNTS)]
        say(f"\n### {databases.NAMES[kind]}\n\n{tables(results)}\n")
        for text, is_met in aims(kind, results):
            say(f"- {'met' if is_met else 'MISSED'}: {text}")
            missed = missed or not is_met
    return 1 if missed else 0


def relevance_of_examples():
    """What searches for the example stories find, in a fresh database of each kind."""
    rows = [
        "| database | queries | nDCG@10 | recall@20 |",
        "| --- | ---: | ---: | ---: |",
    ]
    for kind in DATABASES:
        with databases.fresh(kind) as url:
            done = databases.run(
                "bench.search", "relevance", 0, url=url, check=True, stdout=PIPE
            )
        seen = json.loads(done.stdout)
        numbers = f"{seen['ndcg@10']:.3f} | {seen['recall@20']:.3f}"
        rows.append(f"| {databases.NAMES[kind]} | {seen['queries']} | {numbers} |")
    return "\n".join(rows)


def relevance(_count):
    databases.prepare()
    measuring = import_module("tests.casestudies.search.relevance")
    say(json.dumps(measuring.measure()))


def in_a_database(kind, count):
    """Fill a new one and measure it, each in a fresh process."""
    with databases.fresh(kind, **postgresql.MEMORY) as url:
        databases.run("bench.search", "fill", count, url=url, check=True)
        measured = databases.run(
            "bench.search", "measure", count, url=url, check=True, stdout=PIPE
        )
    return json.loads(measured.stdout)


def fill(count):
    databases.prepare()
    stories = import_module("bench.search_stories")  # only now are there models
    stories.fill(count)
    stories.settle()


def measure(count):
    django.setup()
    measuring = import_module("bench.search_measuring")
    say(json.dumps(measuring.measure(count)))


def task(name, count):
    {"fill": fill, "measure": measure, "relevance": relevance}[name](int(count))


if __name__ == "__main__":
    sys.exit(task(*sys.argv[1:]) if sys.argv[1:] else main())
