"""The tables of ``make bench``, ratios first, and whether the aims are met."""

from dataclasses import dataclass

from bench.pages.driving import Line

OF_THE_BARE_VIEW = 0.7
KEPT = ("gallery", "story")
GROWTH = 2.0  # of p95 from the fewest stories to the most
SLOWEST = 0.060  # seconds, p95 with the most


@dataclass(frozen=True)
class Measured:
    """By kind of page: made anew, (kept, bare), queries; megabytes of the workers."""

    anew: dict[str, Line]
    kept: dict[str, tuple[Line, Line]]
    queries: dict[str, int]
    memory: list[float]

    def share(self, name):
        page, bare = self.kept[name]
        return page.rate / bare.rate


def all_of(measured):
    counts = sorted(measured)
    first, last = measured[counts[0]], measured[counts[-1]]
    yield f"Pages that are kept, four clients, {counts[-1]:,} stories:\n"
    yield "| page | of a bare view | requests/s | bare view | p50 ms | p95 ms | bytes |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name, (page, bare) in last.kept.items():
        yield (
            f"| {name} | {last.share(name):.0%} | {page.rate:.0f} | {bare.rate:.0f} "
            f"| {_ms(page, 50)} | {_ms(page, 95)} | {page.size:,} |"
        )
    stories = " / ".join(f"{count:,}" for count in counts)
    yield f"\nPages made anew, one client, {stories} stories:\n"
    yield "| page | p95 grew | p50 ms | p95 ms | requests/s | queries | bytes |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name in last.anew:
        lines = [measured[count].anew[name] for count in counts]
        yield (
            f"| {name} | {_growth(first, last, name):.1f} x "
            f"| {' / '.join(_ms(line, 50) for line in lines)} "
            f"| {' / '.join(_ms(line, 95) for line in lines)} "
            f"| {' / '.join(f'{line.rate:.0f}' for line in lines)} "
            f"| {last.queries[name]} | {lines[-1].size:,} |"
        )
    used = " / ".join(f"{max(measured[count].memory):.0f}" for count in counts)
    yield f"\nMemory of the larger worker: {used} MB.\n"


def aims(measured):
    """(sentence, whether it is so)"""
    counts = sorted(measured)
    first, last = measured[counts[0]], measured[counts[-1]]
    for name in KEPT:
        share = last.share(name)
        yield (
            f"{name}, kept: {share:.0%} of the bare view (70 % or more)",
            share >= OF_THE_BARE_VIEW,
        )
    for name, line in last.anew.items():
        grown, slowest = _growth(first, last, name), line.percentile(95)
        text = (
            f"{name}, made anew with {counts[-1]:,} stories: p95 {slowest * 1000:.1f} "
            f"ms (at most 60), {grown:.1f} x that with {counts[0]:,} (at most 2)"
        )
        yield text, grown <= GROWTH and slowest <= SLOWEST


def _growth(first, last, name):
    return last.anew[name].percentile(95) / first.anew[name].percentile(95)


def _ms(line, percent):
    return f"{line.percentile(percent) * 1000:.1f}"
