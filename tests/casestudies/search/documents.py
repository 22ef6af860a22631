"""Documents for tests of the search room."""

from datetime import UTC, datetime, timedelta

from casestudies.search import Document, Selection, index
from casestudies.search.finding import find

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


def document(study, *terms, headline="", summary="", tips="", body=""):
    """``terms`` are written "facet:slug"."""
    return Document(
        study=study,
        published_at=BEGINNING + timedelta(hours=study),
        headline=headline,
        summary=summary,
        tips=tips,
        body=body,
        terms=frozenset(tuple(term.split(":", 1)) for term in terms),
    )


def put(study, *terms, **texts):
    index.put(document(study, *terms, **texts))


def ids(words="", **fields):
    return find(Selection(words=words, **fields)).ids
