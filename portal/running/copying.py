"""Copying a whole database to a file and back, for SQLite and PostgreSQL."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from psycopg2.extensions import make_dsn

SQLITE = "database.sqlite3"
POSTGRESQL = "database.dump"
PAGES = 2_000  # a step of 8 MB
MIGRATIONS = "django_migrations"
OF_THE_DRIVER = ("client_encoding", "cursor_factory")
_NOBODYS = ("--no-owner", "--no-privileges")  # another server has other users
# What is ours in our schema; tables of other users stay, and what extensions brought.
_REMOVAL = """
SELECT 'DROP {what} IF EXISTS ' || it.oid::{name} || ' CASCADE'
FROM {catalog} it JOIN pg_namespace n ON n.oid = it.{column}namespace
WHERE n.nspname = current_schema() AND {only}
    AND pg_has_role(it.{column}owner, 'USAGE') AND NOT EXISTS (
        SELECT FROM pg_depend WHERE classid = '{catalog}'::regclass
        AND objid = it.oid AND deptype = 'e')
"""
_KINDS = [
    ("TABLE", "regclass", "pg_class", "rel", "it.relkind IN ('r', 'p')"),
    ("ROUTINE", "regprocedure", "pg_proc", "pro", "TRUE"),
    ("TEXT SEARCH CONFIGURATION", "regconfig", "pg_ts_config", "cfg", "TRUE"),
    ("TEXT SEARCH DICTIONARY", "regdictionary", "pg_ts_dict", "dict", "TRUE"),
]
REMOVALS = " UNION ALL ".join(
    _REMOVAL.format(what=what, name=name, catalog=catalog, column=column, only=only)
    for what, name, catalog, column, only in _KINDS
)
# The rest of our schema; only relations can be left out by pg_dump.
OF_OTHERS = """
SELECT '--exclude-table=' || quote_ident(nspname) || '.' || quote_ident(it.relname)
FROM pg_class it JOIN pg_namespace n ON n.oid = it.relnamespace
WHERE n.nspname = current_schema() AND it.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    AND NOT pg_has_role(it.relowner, 'USAGE')
"""


class CopyError(Exception):
    """A sentence for whoever runs the site."""


def file_name(vendor):
    """The name of the copy of a kind of database."""
    return SQLITE if vendor == "sqlite" else POSTGRESQL


def dump(connection, folder, tell):
    """Copy the database as it is at one moment, while others go on writing."""
    if connection.vendor == "sqlite":
        _dump_sqlite(_file(connection), folder / SQLITE, tell)
    else:
        _dump_postgresql(connection, folder / POSTGRESQL, tell)


def check_programs(connection):
    """Raise CopyError where one is missing that ``load`` needs."""
    if connection.vendor == "postgresql":
        for program in ("pg_restore", "psql"):
            _program(program)


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
    """What is ours in our schema: the rest, and extensions, are not ours to put back."""
    tell("Database: pg_dump is at work ...")
    schema = connection.ops.quote_name(_schema(connection))
    what = (f"--schema={schema}", *_said(connection, OF_OTHERS))
    options = (*what, "--format=custom", *_NOBODYS, f"--file={target}")
    dump = subprocess.run(**_call(connection, "pg_dump", *options), check=False)
    _stop_if_failed("pg_dump", dump.returncode, dump.stderr)
    _to_disk(target)
    tell("Database: 100 %")


def _load_postgresql(connection, source, tell):
    """In one transaction: if it is cut off anywhere, all is as it was before.

    psql would commit half a copy too, so it hears of the end only when pg_restore has
    come to its own and the table of migrations is there.
    """
    name = _schema(connection)
    schema = connection.ops.quote_name(name)
    quiet = "SET client_min_messages = warning"
    before = ";\n".join([quiet, "BEGIN", *_said(connection, REMOVALS), ""])
    after = f"TABLE {schema}.{MIGRATIONS} LIMIT 0;\nCOMMIT;\n"
    read = [_program("pg_restore"), f"--schema={name}", *_NOBODYS, "--file=-", source]
    tell("Database: pg_restore is at work ...")
    with _psql(connection) as psql:
        with suppress(BrokenPipeError):  # psql says why
            psql.stdin.write(before)
            psql.stdin.flush()
            copy = subprocess.run(  # noqa: S603
                read, stdout=psql.stdin, stderr=subprocess.PIPE, text=True, check=False
            )
            if not copy.returncode:
                psql.stdin.write(after)
        _, said = psql.communicate()
    _stop_if_failed("psql", psql.returncode, said)
    _stop_if_failed("pg_restore", copy.returncode, copy.stderr)
    tell("Database: put back")


def _schema(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return cursor.fetchone()[0]


def _said(connection, query):
    """The lines that the database itself puts together, with its own quotation marks."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [line for (line,) in cursor.fetchall()]


@contextmanager
def _psql(connection):
    """psql, with a script at its standard input that its first error ends."""
    call = _call(connection, "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1")
    with subprocess.Popen(**call, stdin=subprocess.PIPE) as psql:
        try:
            yield psql
        except BaseException:
            psql.kill()
            psql.wait()
            raise


def _call(connection, program, *arguments):
    """How to run a program of PostgreSQL on this database; the password is in no argument."""
    how = connection.get_connection_params()
    password = how.pop("password", "")
    for name in OF_THE_DRIVER:
        how.pop(name, None)
    return {
        "args": [_program(program), f"--dbname={make_dsn(**how)}", *arguments],
        "env": {**os.environ, "PGPASSWORD": password},
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.PIPE,
        "text": True,
    }


def _stop_if_failed(program, code, said):
    if code:
        lines = said.strip().splitlines() or ["no reason"]
        raise CopyError(f"{program} stopped and says: {' '.join(lines[:3])}")


def _program(name):
    if found := shutil.which(name):
        return found
    raise CopyError(
        f"{name} is not installed. It comes with PostgreSQL's client programs "
        "(on Debian: apt install postgresql-client)."
    )
