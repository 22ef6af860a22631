"""32 people save at once on SQLite while the worker works (``make saves``).

The real web server with a thread, and so a connection, for each of them, and the real
worker with letters to send and stories to publish. Two steps: people who save twice a
second on the average, for which the aims hold, and people who never pause, to show
what gives way. CONNECTIONS=32, SECONDS=30, PAUSE=0.5 (seconds between two saves of
one person), AIM=500 (ms, that 99 of 100 saves must stay within).

The end is 1 when the database was locked for anybody, the aim is missed, or a save
that was acknowledged is not there.
"""

import os
import random
import re
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

from bench import databases
from bench.databases import say
from bench.load.figures import percentile

CONNECTIONS = int(os.environ.get("CONNECTIONS", "32"))
SECONDS = float(os.environ.get("SECONDS", "30"))
PAUSE = float(os.environ.get("PAUSE", "0.5"))
AIM = float(os.environ.get("AIM", "500")) / 1000
PROCESSES = 2
STORIES = 20  # with a date that comes while people save
LOCKED = re.compile("SQLITE_BUSY|SQLITE_LOCKED|OperationalError|is locked")
SHOWN = (50, 95, 99, 100)


def main():
    with databases.fresh("sqlite") as url:
        return databases.run("bench.saves", "measure", url=url).returncode


def measure():
    databases.prepare()
    say("| people | pause | saves | a second | p50 | p95 | p99 | max | refused |")
    say("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    missed = [problem for pause in (PAUSE, 0.0) for problem in step(pause)]
    for problem in missed:
        say(problem)
    return int(bool(missed))


def step(pause):
    """Save for so many seconds and print a line; what did not hold, in words."""
    crashing = import_module("tests.falling.crashing")
    _ready, planned = crashing.prepare(STORIES)
    with (
        tempfile.TemporaryDirectory() as folder,
        import_module("tests.falling.sink").sink() as mail,
        running(folder, mail) as site,
    ):
        writers = [one_who_saves(site, pause) for _ in range(CONNECTIONS)]
        site.start()
        crowd = import_module("tests.falling.visitors").Crowd()
        for writer in writers:
            crowd.add(writer.write_and_pause)
        crowd.add(lambda: crashing.plan(planned, SECONDS / STORIES))
        with crowd:
            time.sleep(SECONDS)
        crashing.answers(writers)
        logs = "".join(path.read_text() for path in Path(folder).glob("*.log"))
    return list(judge(pause, writers, len(mail.letters), logs))


def running(folder, mail):
    site = import_module("tests.falling.site")
    threads = -(-CONNECTIONS // PROCESSES)
    size = {"processes": PROCESSES, "threads": threads}
    return site.running(folder, mail_port=mail.port, **size)


def one_who_saves(site, pause):
    """A Writer of the tests that notes how long each save takes, and pauses."""
    visitors = import_module("tests.falling.visitors")
    factories = import_module("tests.factories")

    class Saver(visitors.Writer):
        def post(self, path, fields):
            began = time.monotonic()
            answer = super().post(path, fields)
            self.times.append(time.monotonic() - began)
            return answer

        def write_and_pause(self):
            self.write()
            if pause:
                time.sleep(random.uniform(0, 2 * pause))  # noqa: S311

    saver = Saver(site, factories.inquiry())
    saver.times = []
    return saver


def judge(pause, writers, letters, logs):
    """Print the line of one step; yield what did not hold."""
    times = sorted(seconds for writer in writers for seconds in writer.times)
    refused = [one for writer in writers for one in writer.refused]
    cut = sum(writer.cut for writer in writers)
    shown = " | ".join(f"{percentile(times, n) * 1000:.0f}" for n in SHOWN)
    rate = len(times) / SECONDS
    say(
        f"| {len(writers)} | {pause:g} s | {len(times):,} | {rate:.0f} | {shown} "
        f"| {len(refused) + cut} |"
    )
    if LOCKED.search(logs):
        yield "Somebody was told that the database is locked."
    if refused or cut:
        yield f"{len(refused)} saves were refused, {cut} cut off: {refused[:1]}"
    if not letters:
        yield "The worker has sent no letter meanwhile."
    if pause and percentile(times, 99) > AIM:
        yield f"One save in a hundred took longer than {AIM * 1000:.0f} ms."


if __name__ == "__main__":
    sys.exit(measure() if sys.argv[1:] else main())
