"""Copying a whole database to a file and back, for SQLite and PostgreSQL."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from psycopg2.extensions import make_dsn

SQLITE = "database.sqlite3"
POSTGRESQL = "database.dump"
PAGES = 2_000  # a step of 8 MB
ASIDE = "before_restore"
OF_THE_DRIVER = ("client_encoding", "cursor_factory")
_NOBODYS = ("--no-owner", "--no-privileges")  # another server has other users


class CopyError(Exception):
    """A sentence for whoever runs the site."""


def dump(connection, folder, tell):
    """Copy the database as it is at one moment, while others go on writing."""
    if connection.vendor == "sqlite":
        _dump_sqlite(_file(connection), folder / SQLITE, tell)
    else:
        _dump_postgresql(connection, folder / POSTGRESQL, tell)


def load(connection, folder, tell):
    """Put a copy in the place of all that the database holds."""
    connection.close()
    if connection.vendor == "sqlite":
        _load_sqlite(folder / SQLITE, _file(connection), tell)
    else:
        _load_postgresql(connection, folder / POSTGRESQL, tell)
    connection.close()


def tables(connection):
    """The names of all tables; none where there is no database yet."""
    if connection.vendor == "sqlite" and not _file(connection).exists():
        return set()
    return set(connection.introspection.table_names())


def _file(connection):
    if connection.is_in_memory_db():
        raise CopyError("The database lies in memory, so there is no file of it.")
    return Path(connection.settings_dict["NAME"])


def _dump_sqlite(path, target, tell):
    """SQLite's own backup, in one reading transaction: no write makes it begin anew."""
    if not path.exists():
        raise CopyError(f"There is no database at {path}.")
    try:
        with (
            closing(sqlite3.connect(path, isolation_level=None, timeout=20)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(copy, pages=PAGES, progress=_steps(tell))
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
            [(found,)] = copy.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.Error as problem:
        raise CopyError(f"SQLite says: {problem}") from problem
    if found != "ok":
        raise CopyError(f"The database is damaged: {found}")
    _to_disk(target)


def _load_sqlite(source, path, tell):
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with (
            closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as copy,
            closing(sqlite3.connect(path, timeout=20)) as target,
        ):
            copy.backup(target, pages=-1)
            target.execute("PRAGMA journal_mode=WAL")
    except sqlite3.Error as problem:
        raise CopyError(f"SQLite says: {problem}") from problem
    tell("Database: put back")


def _steps(tell):
    """Tell each tenth once."""
    told = set()

    def progress(status, remaining, total):
        tenth = 10 * (total - remaining) // total if total else 10
        if tenth not in told:
            told.add(tenth)
            tell(f"Database: {tenth * 10} %")

    return progress


def _to_disk(path):
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _dump_postgresql(connection, target, tell):
    tell("Database: pg_dump is at work ...")
    _run(connection, "pg_dump", "--format=custom", *_NOBODYS, f"--file={target}")
    _to_disk(target)
    tell("Database: 100 %")


def _load_postgresql(connection, source, tell):
    """What was there stands aside until the copy is in, and comes back if it fails."""
    _program("pg_restore")
    schema = _schema(connection)
    _execute(
        connection,
        f"DROP SCHEMA IF EXISTS {ASIDE} CASCADE",
        f"ALTER SCHEMA {schema} RENAME TO {ASIDE}",
        f"CREATE SCHEMA {schema}",
    )
    try:
        tell("Database: pg_restore is at work ...")
        options = ("--single-transaction", "--exit-on-error", *_NOBODYS)
        _run(connection, "pg_restore", *options, str(source))
    except CopyError:
        _execute(
            connection,
            f"DROP SCHEMA {schema} CASCADE",
            f"ALTER SCHEMA {ASIDE} RENAME TO {schema}",
        )
        raise
    _execute(connection, f"DROP SCHEMA {ASIDE} CASCADE")
    tell("Database: put back")


def _schema(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return connection.ops.quote_name(cursor.fetchone()[0])


def _execute(connection, *statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _run(connection, program, *arguments):
    """Run a program of PostgreSQL on this database; the password is in no argument."""
    how = connection.get_connection_params()
    password = how.pop("password", "")
    for name in OF_THE_DRIVER:
        how.pop(name, None)
    done = subprocess.run(  # noqa: S603
        [_program(program), f"--dbname={make_dsn(**how)}", *arguments],
        env={**os.environ, "PGPASSWORD": password},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no reason"]
        raise CopyError(f"{program} stopped and says: {' '.join(lines[:3])}")


def _program(name):
    if found := shutil.which(name):
        return found
    raise CopyError(
        f"{name} is not installed. It comes with PostgreSQL's client programs "
        "(on Debian: apt install postgresql-client)."
    )
