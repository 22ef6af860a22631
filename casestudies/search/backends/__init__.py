"""Where the words lie: one small interface, one module for each database."""

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

from casestudies.search.backends import postgresql, sqlite
from casestudies.search.shapes import Document
from casestudies.search.snippets import Marked
from casestudies.search.words import Query


class TextBackend(Protocol):
    """What a database must do for the search room. Positions are those of Entry."""

    def create(self, connection: BaseDatabaseWrapper) -> None:
        """Make the table of words (for the migration)."""

    def add_tips(self, connection: BaseDatabaseWrapper) -> None:
        """Let words be looked for in the tips alone (for the migration)."""

    def pack_matches(self, connection: BaseDatabaseWrapper) -> None:
        """Let all matches come as one value that is quick to read (for the migration)."""

    def move_words(self, connection: BaseDatabaseWrapper) -> None:
        """Put the words of whole stories where they are read soonest (for the
        migration)."""

    def keep_common_words(self, connection: BaseDatabaseWrapper) -> None:
        """Let phrases be found with their common words (for the migration)."""

    def add_postings(self, connection: BaseDatabaseWrapper) -> None:
        """Let single words be found without visiting each story (for the migration)."""

    def upgrade(self, connection: BaseDatabaseWrapper) -> None:
        """Bring an older table into today's shape, with what it holds."""

    def drop(self, connection: BaseDatabaseWrapper) -> None:
        """Take the table of words away (for the migration)."""

    def put(
        self, connection: BaseDatabaseWrapper, documents: Mapping[int, Document]
    ) -> bool:
        """Store the words of documents by position, in place of older ones.

        True if older words lie about in the index until ``forget_removed``.
        """

    def fill(
        self, connection: BaseDatabaseWrapper, documents: Mapping[int, Document]
    ) -> None:
        """Store the words of documents in an index that was cleared. They may be found
        only after ``finish``."""

    def finish(self, connection: BaseDatabaseWrapper) -> None:
        """Let what was filled in be found."""

    def remove(self, connection: BaseDatabaseWrapper, position: int) -> bool:
        """Take a story's words out; True as for ``put``."""

    def forget_removed(self, connection: BaseDatabaseWrapper) -> None:
        """Leave no word in the index that is in no story, in many short steps."""

    def clear(self, connection: BaseDatabaseWrapper) -> None:
        """Take all words out."""

    def matches(
        self,
        connection: BaseDatabaseWrapper,
        query: Query,
        *,
        within: str,
        soon: Collection[str] = (),
    ) -> dict[str, Iterable[int]]:
        """By place every position whose words match there: ``within``, and those of
        ``soon`` that cost no query more. Places are headline, front, tips and all."""

    def scores(
        self, connection: BaseDatabaseWrapper, query: Query, pool: Collection[int]
    ) -> dict[int, float]:
        """How well the positions of a small pool match; more is better. One without
        a score matches by what it does not say."""

    def marked(
        self,
        connection: BaseDatabaseWrapper,
        query: Query,
        positions: Collection[int],
        *,
        columns: Collection[str],
    ) -> dict[int, Marked]:
        """Of some stories the first of these columns that matches, and where it does.

        The columns are body, tips and summary; stories without a match in any of
        them are left out.
        """


BACKENDS: dict[str, TextBackend] = {
    "postgresql": postgresql,
    "sqlite": sqlite,
}


def backend(connection: BaseDatabaseWrapper) -> TextBackend:
    """The back end of a connection's database."""
    return BACKENDS[connection.vendor]
