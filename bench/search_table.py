"""The tables and aims of the bench of the search room; needs no Django."""

from statistics import median

TIMES_FASTER = 30
P95 = {"sqlite": 30, "postgresql": 15}  # milliseconds
GROWTH = 6
BYTES = 60
LARGE, SMALL = 100_000, 1_000


def p95(values):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def all_room(result, *, compared=False):
    """The milliseconds of all kinds that count."""
    return [
        time
        for line in result["lines"]
        if line["counted"] and (line["joins"] or not compared)
        for time in line["room"]
    ]


def _all_again(result):
    return [
        time for line in result["lines"] if line["counted"] for time in line["again"]
    ]


def all_joins(result):
    return [
        time for line in result["lines"] if line["counted"] for time in line["joins"]
    ]


def faster(result):
    return median(all_joins(result)) / median(all_room(result, compared=True))


def tables(results):
    """Ratios of p50 first; then p50 / p95 in milliseconds, here and by joins."""
    heads = [f"{result['count']:,}" for result in results]
    ratios = [
        _row("Times faster (p50)", heads),
        _row("---", ["---:" for _ in heads]),
        _row("**the mix**", [f"**{faster(result):.0f}**" for result in results]),
        *_of_each_kind(results, _ratio),
        _row(
            "bytes a story",
            [f"{result['bytes_held'] / result['count']:.0f}" for result in results],
        ),
    ]
    times = [
        _row("p50 / p95 in ms: here, joins", heads),
        _row("---", ["---:" for _ in heads]),
        _row("**the mix**", [f"**{_mix(result)}**" for result in results]),
        _row("the mix, asked again", [_pair(_all_again(result)) for result in results]),
        *_of_each_kind(results, _times),
    ]
    return "\n".join([*ratios, "", *times])


def _mix(result):
    return f"{_pair(all_room(result))}, {_pair(all_joins(result))}"


def _of_each_kind(results, cell):
    for lines in zip(*(result["lines"] for result in results), strict=True):
        name = lines[0]["name"] + ("" if lines[0]["counted"] else " (not counted)")
        yield _row(name, [cell(line) for line in lines])


def _ratio(line):
    if not line["joins"]:
        return ""
    return f"{median(line['joins']) / median(line['room']):.0f}"


def _times(line):
    pairs = [_pair(each) for each in (line["room"], line["joins"]) if each]
    return ", ".join(pairs)


def _pair(values):
    return f"{median(values):.1f} / {p95(values):.1f}"


def _row(first, cells):
    return f"| {' | '.join([first, *cells])} |"


def aims(database, results):
    """(what was aimed at and seen, whether it was met); an aim that needs a size
    which was not measured is left out."""
    by_count = {result["count"]: result for result in results}
    large, small = by_count.get(LARGE), by_count.get(SMALL)
    found = []
    if large:
        times, slowest = faster(large), p95(all_room(large))
        held = large["bytes_held"] / LARGE
        found = [
            _aim(f"{times:.0f} times faster (p50)", TIMES_FASTER, times, least=True),
            _aim(f"p95 {slowest:.1f} ms", P95[database], slowest),
            _aim(f"{held:.0f} bytes a story", BYTES, held),
        ]
    if large and small:
        growth = median(all_room(large)) / median(all_room(small))
        found.append(_aim(f"p50 grew {growth:.1f} times", GROWTH, growth))
    return found


def _aim(text, bound, value, *, least=False):
    is_met = value >= bound if least else value <= bound
    return f"{text}, aim at {'least' if least else 'most'} {bound}", is_met
