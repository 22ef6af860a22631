"""The demo of the previous commit, brought up to this one (``make upgrade``).

On both databases: its rows stay, its public pages answer. UPGRADE_FROM=HEAD~1 is where
the demo comes from. Without git, or without that commit, it says so and ends well.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from importlib import import_module
from pathlib import Path

import django
from django.db import connection

from bench import databases
from bench.databases import UPGRADE, say

ROOT = Path(__file__).resolve().parents[1]
FROM = os.environ.get("UPGRADE_FROM", "HEAD~1")
# Filled anew, by the worker or by rebuild_search.
OTHERS = ("django_", "search_", "sqlite_")


def main():
    with tempfile.TemporaryDirectory() as folder:
        if why_not := unpack(folder):
            say(f"Skipped: {why_not}")
            return 0
        failed = False
        for kind, name in databases.NAMES.items():
            with databases.fresh(kind) as url:
                fill(folder, url)
                done = databases.run("bench.upgrading", name, url=url)
                failed |= done.returncode != 0
    return int(failed)


def unpack(folder):
    """Put the code of then into a folder; or the reason why it cannot be had."""
    git = shutil.which("git")
    if not git:
        return "there is no git here."
    kept = Path(folder) / "then.tar"
    asked = [git, "archive", "--output", kept, FROM]
    if subprocess.run(asked, cwd=ROOT, stderr=subprocess.DEVNULL).returncode:  # noqa: S603
        return f"{FROM} is not here (no repository, or not all of its history)."
    with tarfile.open(kept) as tar:
        tar.extractall(folder, filter="data")
    return None


def fill(folder, url):
    """Its demo, made by its own code."""
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    for command in (*UPGRADE, "load_demo"):
        subprocess.run(  # noqa: S603
            [sys.executable, "manage.py", command],
            cwd=folder,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )


def measure(name):
    django.setup()
    upgrading = import_module("tests.falling.upgrading")
    tables = connection.introspection.table_names()
    before = upgrading.counts(t for t in tables if not t.startswith(OTHERS))
    upgrading.upgrade()
    after = upgrading.counts(before)
    lost = {t: n - after.get(t, 0) for t, n in before.items() if after.get(t, 0) < n}
    bad = upgrading.pages_that_fail()
    connection.check_constraints()
    say(f"{name}: {sum(before.values()):,} rows in {len(before)} tables from {FROM}")
    say(f"  rows lost: {lost or 'none'}; pages that do not answer: {bad or 'none'}")
    return 1 if lost or bad else 0


if __name__ == "__main__":
    sys.exit(measure(sys.argv[1]) if sys.argv[1:] else main())
