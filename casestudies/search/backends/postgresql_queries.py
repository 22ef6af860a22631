"""A query as an expression of PostgreSQL's tsqueries, and what is put into it.

Each run of words is a parameter, so nothing that was typed becomes a part of the
statement.
"""

from collections.abc import Iterable
from dataclasses import replace

from casestudies.search.backends.postgresql_words import ENGLISH
from casestudies.search.words import Clause, Query, Run, Way, is_letter_by_letter

RUN = f"phraseto_tsquery('{ENGLISH}', %s)"

Expression = tuple[str, list[str]]


def with_initials_together(query: Query) -> Query:
    """Not letter by letter: the index holds them as one word, and "g" and "p" would
    be marked wherever they stand."""
    return tuple(tuple(map(_together, clauses)) for clauses in query)


def _together(clause: Clause) -> Clause:
    ways = (way for way in clause.ways if not any(map(is_letter_by_letter, way)))
    return replace(clause, ways=tuple(ways) or clause.ways)


def tsquery(query: Query) -> Expression:
    """What finds the query."""
    query = with_initials_together(query)
    return _joined(" || ", [_joined(" && ", map(_clause, each)) for each in query])


def _clause(clause: Clause) -> Expression:
    expression, params = _joined(" || ", map(_way, clause.ways))
    return f"!!({expression})" if clause.negated else expression, params


def _way(way: Way) -> Expression:
    return _joined(" && ", map(_run, way))


def _run(run: Run) -> Expression:
    return RUN, [" ".join(run)]


def any_of(runs: Iterable[Run]) -> Expression:
    """What finds any of the runs."""
    return _joined(" || ", map(_run, runs))


def array_of(positions: Iterable[int]) -> str:
    """As one constant. ARRAY[1, 2, ...] is an expression of so many, and took longer
    to read than 200 stories to rank."""
    return f"{{{','.join(map(str, positions))}}}"


def _joined(operator: str, parts: Iterable[Expression]) -> Expression:
    parts = list(parts)
    texts = operator.join(text for text, _ in parts)
    return f"({texts})", [param for _, params in parts for param in params]
