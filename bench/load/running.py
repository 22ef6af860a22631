"""One step of the load: everybody at once, for so long, and then the figures."""

import asyncio
import json
import random
import time
from dataclasses import dataclass, replace

from bench.databases import say
from bench.load.client import Visitor
from bench.load.figures import Figures, table
from bench.load.mail import Sink
from bench.load.partners import Pace, Partner
from bench.load.readers import Readers
from bench.load.site import cpu_seconds

DRAIN = 30  # seconds for the last mail to leave


@dataclass(frozen=True)
class Size:
    partners: int
    readers: float  # a second
    seconds: float
    warmup: float
    pace: float
    aim: float
    stories: int
    seed: int

    def times(self, factor):
        return replace(
            self,
            partners=round(self.partners * factor),
            readers=self.readers * factor,
        )


def step(site, database, size):
    """Fill, load, check and print; whether the aim holds and nothing is lost."""
    told = site.folder / "known.json"
    site.inside("filling", size.partners, size.stories, told)
    known = json.loads(told.read_text())
    with site.running() as processes:
        figures, used, received = asyncio.run(load(site, size, known, processes))
    lost = check(site, figures, received)
    show(database, size, figures, used)
    for problem in lost:
        say(problem)
    return figures.holds(size.aim) and not lost


async def load(site, size, known, processes):
    """All of them, and a mail server; what was measured, used and received."""
    sink = Sink()
    mail = await sink.start(site.mail_port)
    await warm(site.port, known)
    begins = time.monotonic() + size.warmup
    figures = Figures(begins=begins, ends=begins + size.seconds)
    async with asyncio.TaskGroup() as everybody:
        for crowd in crowds(site.port, size, known, figures):
            everybody.create_task(crowd)
        used = everybody.create_task(usage(figures, processes))
    for _ in range(DRAIN):
        if sink.received < figures.letters:
            await asyncio.sleep(1)
    mail.close()
    return figures, used.result(), sink.received


def crowds(port, size, known, figures):
    """Partners come one by one while it warms up; readers by chance."""
    chance = random.Random(size.seed)  # noqa: S311
    pace = Pace(chance, size.pace)
    readers = Readers(port=port, known=known, figures=figures, chance=chance)
    yield readers.come(size.readers, until=figures.ends)
    for person in known["partners"]:
        partner = Partner(person, port=port, figures=figures, pace=pace)
        yield later(chance.uniform(0, size.warmup), partner, until=figures.ends)


async def later(seconds, partner, *, until):
    await asyncio.sleep(seconds)
    await partner.tell(until=until)


async def warm(port, known):
    """Each process has read its templates and the index before anybody comes."""
    visitor = Visitor(port, "192.0.2.1")
    paths = ["/", "/case-studies/", f"/case-studies/{known['slugs'][0]}/"]
    await asyncio.gather(*(visitor.ask(path) for path in paths * 8))


async def usage(figures, processes):
    """Processors in use while measuring, by who uses them; 2.00 would be both."""
    await asyncio.sleep(figures.begins - time.monotonic())
    started, before = time.monotonic(), used_by(processes)
    await asyncio.sleep(figures.ends - started)
    lasted, after = time.monotonic() - started, used_by(processes)
    return {name: (after[name] - before[name]) / lasted for name in after}


def used_by(processes):
    """Seconds of processors until now."""
    used = {name: cpu_seconds(pid) for name, pid in processes.items()}
    return used | {"the load itself": time.process_time()}


def check(site, figures, received):
    """What was lost, a line for each."""
    saves = site.folder / "saves.jsonl"
    saves.write_text("\n".join(map(json.dumps, figures.sent)))
    found = site.inside("checking", saves, received, figures.letters)
    return found.splitlines()


def show(database, size, figures, used):
    """The table, what it took, and what went wrong."""
    saved = sum(sent["acknowledged"] for sent in figures.sent)
    letters = figures.letters
    say(f"\n{database}: {size.partners} partners, {size.readers:g} readers a second")
    say("")
    for line in table(figures.rows()):
        say(line)
    processors = ", ".join(f"{name} {share:.2f}" for name, share in used.items())
    say(f"\nProcessors in use: {processors}. The load was {figures.latest:.3f} s late.")
    say(f"Acknowledged: {saved:,} saves, {letters} letters, all looked up afterwards.")
    for (kind, why), count in figures.errors.items():
        say(f"error: {kind}: {why}, {count} times")
