"""What a search means: its words, what means the same, and words begun."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db import connection
from pyroaring import BitMap

from casestudies.search import synonyms, vocabulary
from casestudies.search.backends import backend
from casestudies.search.bitmaps import Bitmaps
from casestudies.search.words import Clause, Query, parse


@dataclass(frozen=True)
class Understood:
    """The query that was asked at last, and the positions of all that it finds; of
    all that is published, where there is nothing to look for."""

    query: Query
    matches: BitMap
    also: tuple[str, ...] = ()
    unfinished: bool = False


def understood(words: str, held: Bitmaps, *, soon: Collection[str] = ()) -> Understood:
    """Look for the words; where no story has them, for words that begin with them.
    ``soon`` as for ``matching``."""
    typed = parse(words)
    if not typed:
        return Understood((), held.published)
    known = synonyms.current(held)
    query, also = synonyms.widen(typed, known)
    matches = matching(query, held, soon=soon)
    if not matches and (longer := completed(typed)) != typed:
        longer, more = synonyms.widen(longer, known)
        if found := matching(longer, held, soon=soon):
            return Understood(longer, found, tuple(more), unfinished=True)
    return Understood(query, matches, tuple(also))


def matching(
    query: Query, held: Bitmaps, *, within: str = "all", soon: Collection[str] = ()
) -> BitMap:
    """The published stories whose words match; the shared bitmap must not be changed.
    ``soon`` are the other places that will be asked for next."""
    text = backend(connection)

    def find() -> dict[str, Iterable[int]]:
        return text.matches(connection, query, within=within, soon=soon)

    return held.finding(query, within, find)


def completed(query: Query, *, last_only: bool = False) -> Query:
    """Put beside each word that no story has the words that begin with it.

    ``last_only`` is for somebody who is still typing the last word: only that one is
    completed, and it is so even where a story has it as it is. What ends in a phrase
    in quotation marks has no such word. Two queries at most.
    """
    single = [
        clause
        for clauses in query
        for clause in clauses
        if len(clause.typed) == 1 and not clause.negated and not clause.is_exact
    ]
    if last_only:
        single = [clause for clause in single if clause is query[-1][-1]]
    tokens = {clause.typed[0] for clause in single}
    if not last_only:
        tokens -= vocabulary.known(tokens)
    begun = vocabulary.begun(sorted(tokens))
    return tuple(
        tuple(_completed(clause, begun) if clause in single else clause for clause in c)
        for c in query
    )


def _completed(clause: Clause, begun: dict[str, list[str]]) -> Clause:
    others = [((word,),) for word in begun.get(clause.typed[0], [])]
    return replace(clause, ways=tuple(dict.fromkeys([*clause.ways, *others])))
