"""A backup and its way back, by the commands that whoever runs the site uses."""

import json
import shutil

import pytest
from django.core.management import call_command
from django.db import connection

from portal.running import backups

needs_pg_dump = pytest.mark.skipif(
    connection.vendor == "postgresql" and not shutil.which("pg_dump"),
    reason="there is no pg_dump here",
)


def back_up(place, **options):
    before = {one.folder for one in backups.complete(place)}
    call_command("backup", to=place, verbosity=0, **options)
    [made] = [one for one in backups.complete(place) if one.folder not in before]
    return made


def put_back(backup, *options):
    call_command("restore", str(backup.folder), "--replace", "--yes", *options)


def change_manifest(backup, change):
    """``change(told)`` changes what the manifest tells."""
    manifest = backup.folder / backups.MANIFEST
    told = json.loads(manifest.read_text())
    change(told)
    manifest.write_text(json.dumps(told))
