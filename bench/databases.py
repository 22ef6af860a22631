"""Fresh databases for the benches; what needs models runs in a process of its own."""

import contextlib
import logging
import os
import subprocess
import sys
import tempfile

import django
from django.core.management import call_command

from tests import postgresql

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
PREPARATIONS = ("migrate", "createcachetable", "load_taxonomy", "load_protocols")
# What README.md says to do after each upgrade, of the database.
UPGRADE = (*PREPARATIONS, "load_learning", "rebuild_search", "schedule_jobs")


@contextlib.contextmanager
def fresh(kind, **options):
    """Yield the address of an empty database that is gone afterwards.

    ``options`` are settings of a PostgreSQL server and mean nothing to SQLite.
    """
    if kind == "postgresql":
        with postgresql.server(**options) as url:
            yield url
        return
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/light.sqlite3"


def run(module, *arguments, url, **how):
    """Run ``python -m module arguments`` on a database; the process that has ended.

    ``how`` is for subprocess.run: ``check`` to stop at a failure, and the like.
    """
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(command, env=environment, **how)  # noqa: S603


def on_each(module, *arguments, **options):
    """Run the module with the name of each database, on it; 1 if one of them failed."""
    failed = False
    for kind, name in NAMES.items():
        with fresh(kind, **options) as url:
            failed |= run(module, name, *arguments, url=url).returncode != 0
    return int(failed)


def prepare():
    """Set Django up, and the database of this process with its reference data."""
    django.setup()
    # A line a request would hide the table.
    logging.getLogger("portal.requests").setLevel(logging.WARNING)
    for command in PREPARATIONS:
        call_command(command, verbosity=0)


def say(text):
    """Print a line of a table at once, also where it goes into a file."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
