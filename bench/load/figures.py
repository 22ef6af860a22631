"""What was measured: each request with its kind and its time, and the tables."""

import asyncio
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from bench.load.client import BrokenAnswerError

# In the order of the table.
KINDS = [
    "save", "autosave", "question page", "other page of a partner",
    "start page", "gallery", "filter", "search", "story", "file",
]  # fmt: skip
SAVES = ("save", "autosave")


@dataclass
class Figures:
    """``begins`` is when measuring begins: what was due before only warms up."""

    begins: float = 0.0
    ends: float = float("inf")
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter = field(default_factory=Counter)
    sent: list[dict] = field(default_factory=list)  # saves, answered or not
    letters: int = 0  # that were asked for
    latest: float = 0.0  # how late the load itself was

    async def take(self, kind, due, asking, *, expect=200):
        """Wait for an answer; its time runs from when it was due. None if wrong."""
        try:
            answer = await asking
        except (OSError, TimeoutError, BrokenAnswerError) as error:
            return self.fail(kind, type(error).__name__)
        if answer.status != expect:
            return self.fail(kind, f"status {answer.status}")
        if self.begins <= due < self.ends:
            self.times[kind].append(time.monotonic() - due)
        return answer

    def fail(self, kind, why):
        """Every error counts, in the warming up as well."""
        self.errors[kind, why] += 1

    async def wait_until(self, due):
        await asyncio.sleep(due - time.monotonic())
        self.latest = max(self.latest, time.monotonic() - due)

    def rows(self):
        for kind in KINDS:
            found = sorted(self.times[kind])
            errors = sum(n for (name, _), n in self.errors.items() if name == kind)
            if found or errors:
                times = [percentile(found, n) for n in (50, 95, 99, 100)]
                yield kind, len(found), *times, errors

    def holds(self, aim):
        """No error, and 95 of 100 saves within so many seconds."""
        slow = [
            kind for kind in SAVES if percentile(sorted(self.times[kind]), 95) > aim
        ]
        return not slow and not self.errors and bool(self.times["save"])


def percentile(found, percent):
    """What so many of a hundred stayed within; ``found`` is sorted."""
    last = max(0, -(-len(found) * percent // 100) - 1)
    return found[last] if found else 0.0


def table(rows):
    yield "| kind | requests | p50 | p95 | p99 | max | errors |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for kind, count, *times, errors in rows:
        cells = " | ".join(f"{seconds * 1000:.0f}" for seconds in times)
        yield f"| {kind} | {count:,} | {cells} | {errors} |"
