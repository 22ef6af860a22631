"""Words that mean the same, put beside those that were typed."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import connection

from casestudies.search.bitmaps import Bitmaps
from casestudies.search.models import Synonyms
from casestudies.search.words import (
    POSSESSIVE,
    STOP_WORDS,
    Clause,
    Query,
    Run,
    Way,
    parse,
)

MAX_WAYS = 12  # of one clause
# By the words of an expression all that mean the same, as written, with their ways.
Table = dict[Run, dict[str, tuple[Way, ...]]]

_held: dict[str, tuple[object, Table]] = {}


def current(held: Bitmaps) -> Table:
    """The table as the database has it; one query where the index changed since.

    A change of the synonyms is a change of the index.
    """
    key = (held.number, held.stamp)
    kept = _held.get(connection.alias)
    if kept is None or kept[0] != key:
        lines = [one.expressions() for one in Synonyms.objects.all()]
        kept = _held[connection.alias] = (key, table(lines))
    return kept[1]


def table(groups: Iterable[Iterable[str]]) -> Table:
    """An expression of several groups means what each of them means."""
    found: Table = {}
    for group in groups:
        ways = {expression: _ways(expression) for expression in group}
        ways = {expression: each for expression, each in ways.items() if each}
        for each in ways.values():
            found.setdefault(_key(each[0]), {}).update(ways)
    return found


def widen(query: Query, known: Table) -> tuple[Query, list[str]]:
    """The query with all that means the same, and what was put beside it.

    Words in quotation marks and words that must be absent stay as they were typed.
    """
    added: dict[str, None] = {}
    longest = max(map(len, known), default=0)
    alternatives = tuple(_widened(each, known, longest, added) for each in query)
    return alternatives, list(added)


def _widened(
    clauses: tuple[Clause, ...], known: Table, longest: int, added: dict[str, None]
) -> tuple[Clause, ...]:
    """The longest expression that begins at a clause takes the place of its words."""
    done: list[Clause] = []
    at = 0
    while at < len(clauses):
        key, number = _expression(clauses[at:], known, longest)
        typed = clauses[at : at + number]
        if number:
            done.append(_with_others(typed, key, known[key], added))
        else:
            done.append(clauses[at])
        at += number or 1
    return tuple(done)


def _expression(
    clauses: tuple[Clause, ...], known: Table, longest: int
) -> tuple[Run, int]:
    """The longest known expression at the beginning, and of how many clauses."""
    words: Way = ()
    best: tuple[Run, int] = ((), 0)
    for number, clause in enumerate(clauses, start=1):
        if clause.negated or clause.is_exact:
            break
        words += clause.ways[0]
        key = _key(words)
        if len(key) > longest:
            break
        if key in known:
            best = (key, number)
    return best


def _with_others(
    typed: tuple[Clause, ...],
    key: Run,
    others: dict[str, tuple[Way, ...]],
    added: dict[str, None],
) -> Clause:
    together = tuple(run for clause in typed for run in clause.ways[0])
    ways = [together, *(typed[0].ways if len(typed) == 1 else ())]
    for expression, theirs in others.items():
        ways += theirs
        if _key(theirs[0]) != key:
            added[expression] = None
    return replace(typed[0], ways=tuple(dict.fromkeys(ways))[:MAX_WAYS])


def _ways(expression: str) -> tuple[Way, ...]:
    """How an expression is looked for: side by side, initials either way, and with
    "doctor's" the doctors too, as where it is typed without quotation marks."""
    quoted = expression.replace('"', " ")
    queries = (parse(f'"{text}"') for text in (quoted, POSSESSIVE.sub("", quoted)))
    ways = (way for query in queries if query for way in query[0][0].ways)
    return tuple(dict.fromkeys(ways))


def _key(way: Way) -> Run:
    """The words of an expression without those that searches leave out."""
    words = tuple(token for run in way for token in run)
    return tuple(word for word in words if word not in STOP_WORDS) or words
