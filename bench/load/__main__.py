"""The whole site under load, on each database (``make load``).

Sizes by the environment: PARTNERS=200, READERS=50 (a second), SECONDS=60,
WARMUP=15 (seconds before measuring), STORIES=1000, DATABASES="sqlite postgresql",
STEPS="1" (such as "1 2 4": the load of partners and readers, so many times), PACE=1
(smaller makes the partners' pauses shorter), SEED=4,
AIM=250 (ms, that 95 of 100 saves must stay within).
The end is 1 when the aim is missed at the first step, or anything saved is lost.
"""

import os
import sys
import tempfile

from bench import databases
from bench.load import running
from bench.load.site import Site
from tests import postgresql


def main():
    given = os.environ.get
    size = running.Size(
        partners=int(given("PARTNERS", "200")),
        readers=float(given("READERS", "50")),
        seconds=float(given("SECONDS", "60")),
        warmup=float(given("WARMUP", "15")),
        pace=float(given("PACE", "1")),
        aim=float(given("AIM", "250")) / 1000,
        stories=int(given("STORIES", "1000")),
        seed=int(given("SEED", "4")),
    )
    steps = [float(step) for step in given("STEPS", "1").split()]
    missed = False
    for name in given("DATABASES", "sqlite postgresql").split():
        for step in steps:
            with (
                tempfile.TemporaryDirectory() as folder,
                databases.fresh(name, **postgresql.DURABLE) as url,
            ):
                holds = running.step(Site(folder, url), name, size.times(step))
            missed = missed or (step == steps[0] and not holds)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
