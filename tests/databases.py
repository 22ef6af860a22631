"""A copy of the fresh test database, and putting it back after tests that commit.

Django would empty every table instead, which our append-only record refuses, and
which takes the taxonomy and the question sets away.
"""

import sqlite3
from pathlib import Path

from django.db import connections

from tests import contents


def keep(alias):
    """Copy the database as it is now, with its reference data."""
    connection = connections[alias]
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        connection.close()
        copy_file(name, _copy_of(name))
    else:
        _copy_postgresql(connection, name, _copy_of(name))
        contents.keep(connection)


def put_back(alias):
    """Make the database what it was at ``keep``, whatever was committed since."""
    connection = connections[alias]
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        connection.close()
        copy_file(_copy_of(name), name)
    elif not contents.put_back(connection):
        _copy_postgresql(connection, _copy_of(name), name)


def forget(alias):
    """Remove the copy at the end of the run."""
    connection = connections[alias]
    name = _copy_of(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        Path(name).unlink(missing_ok=True)
    else:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _copy_of(name):
    return f"{name}_copy"


def copy_file(source, target):
    """SQLite's own backup: safe while other threads have the file open."""
    with (
        sqlite3.connect(source) as before,
        sqlite3.connect(target, timeout=20) as after,
    ):
        before.backup(after)
    before.close()
    after.close()


def _copy_postgresql(connection, source, target):
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
