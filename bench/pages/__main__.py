"""Public pages over HTTP, with few and with many stories (``make bench``).

BENCH_N="1000 10000 100000" stories, BENCH_DATABASES="postgresql", BENCH_SECONDS=4 for
each page that is kept, BENCH_ROUNDS=40 requests of each that is not. The real server
runs as README.md starts it, with two workers: once with pages kept and four clients,
once with none kept (KEPT_PAGES_MB=0) and one client. Beside the kept pages, in turn
with them, a bare Django view of the same size behind the security headers alone.
The end is 1 when an aim is missed.
"""

import json
import os
import sys
import tempfile

from bench import databases
from bench.databases import say
from bench.load.site import Site
from bench.pages import driving, tables
from tests import postgresql

COUNTS = sorted(map(int, os.environ.get("BENCH_N", "1000 10000 100000").split()))
DATABASES = os.environ.get("BENCH_DATABASES", "postgresql").split()
SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "40"))


def main():
    missed = False
    for kind in DATABASES:
        say(f"\n### {databases.NAMES[kind]}\n")
        measured = {count: _measured(kind, count) for count in COUNTS}
        for line in tables.all_of(measured):
            say(line)
        for text, is_met in tables.aims(measured):
            say(f"- {'met' if is_met else 'MISSED'}: {text}")
            missed = missed or not is_met
    return int(missed)


def _measured(kind, count):
    options = postgresql.DURABLE if kind == "postgresql" else {}
    with (
        tempfile.TemporaryDirectory() as folder,
        databases.fresh(kind, **options) as url,
    ):
        keeping, anew = Site(folder, url), Site(folder, url)
        anew.environment["KEPT_PAGES_MB"] = "0"
        bare = Site(folder, url, settings="bench.pages.bare")
        pages = _told(keeping, "fill", count)
        queries = _told(anew, "queries", *_first(pages))
        with anew.serving():
            uncached = driving.one_by_one(anew.port, pages, rounds=ROUNDS)
            memory = driving.memory(anew.web)
        with keeping.serving(), bare.serving():
            cached = driving.side_by_side(keeping.port, bare.port, pages, SECONDS)
    return tables.Measured(
        uncached, cached, dict(zip(pages, queries, strict=True)), memory
    )


def _told(site, *arguments):
    """The last line that a part with the models prints."""
    return json.loads(site.part("bench.pages.inside", *arguments).splitlines()[-1])


def _first(pages):
    return [addresses[0] for addresses in pages.values()]


if __name__ == "__main__":
    sys.exit(main())
