"""System checks of the database that all words are kept in."""

from django.core.checks import Error, Info, Tags, register
from django.db import connections

POSTGRESQL_AT_LEAST = 150_000
# https://sqlite.org/wal.html#walresetbug: two connections that write and checkpoint
# at the same moment can damage the file, very rarely. Mended in 3.51.3.
WAL_RESET_BUG = ((3, 7, 0), (3, 51, 2))
PRAGMAS = {
    "journal_mode": ("wal", "readers and one writer would stop each other"),
    "synchronous": (2, "a save that was confirmed could be lost when power fails"),
    "secure_delete": (1, "words that were erased would stay in the file"),
}
BUSY_TIMEOUT_MS = 5_000


@register(Tags.database)
def check_databases(databases=None, **kwargs):
    """Runs with ``migrate`` and ``check --database default``."""
    found = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor == "sqlite":
            found += sqlite_problems(connection)
        elif connection.vendor == "postgresql":
            found += postgresql_problems(connection.pg_version)  # type: ignore[attr-defined]
        else:
            found.append(Error("Use SQLite or PostgreSQL.", id="portal.E001"))
    return found


def postgresql_problems(version):
    if version < POSTGRESQL_AT_LEAST:
        return [Error("PostgreSQL is older than 15.", id="portal.E002")]
    return []


def sqlite_problems(connection):
    """What is wrong with the settings that this very connection has."""
    found = []
    in_memory = connection.is_in_memory_db()
    for pragma, (expected, why) in PRAGMAS.items():
        if pragma == "journal_mode" and in_memory:
            continue
        if (value := _pragma(connection, pragma)) != expected:
            message = f"SQLite has {pragma}={value} and needs {expected}: {why}."
            found.append(Error(message, id="portal.E003"))
    if _pragma(connection, "busy_timeout") < BUSY_TIMEOUT_MS:
        message = "SQLite waits too short a time for another writer (busy_timeout)."
        found.append(Error(message, id="portal.E004"))
    return found + wal_reset_bug(connection.Database.sqlite_version_info)


def wal_reset_bug(version):
    """A note, not a warning: most systems still ship such a version, and it works."""
    first, last = WAL_RESET_BUG
    if not first <= version <= last:
        return []
    number = ".".join(map(str, version))
    message = f"SQLite {number} has the WAL-reset bug, mended in 3.51.3."
    hint = "Keep backups; update SQLite, or use PostgreSQL, for a busy site."
    return [Info(message, hint=hint, id="portal.I005")]


def _pragma(connection, name):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]
