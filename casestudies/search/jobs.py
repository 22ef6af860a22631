"""What the worker does with the index."""

from django.db import connection

from casestudies.search.backends import backend


def forget_removed() -> None:
    """Leave no word of a story that was taken out or replaced in the index."""
    backend(connection).forget_removed(connection)
