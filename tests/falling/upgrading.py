"""A site of an earlier state: its tables as they were, with the demo's rows in them."""

import io
import json
from pathlib import Path

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from bench.databases import UPGRADE
from casestudies.stories.models import Revision

# The demo of 25 November 2026, of it nine stories in all states; each with its rows
# by model, as the models of then name their columns.
FROZEN = Path(__file__).parent / "demo_of_an_earlier_state.json"


def go_back():
    """Fill an empty database; return how many rows each model of then has."""
    frozen = json.loads(FROZEN.read_text())
    executor = MigrationExecutor(connection)
    state = executor.migrate([tuple(target) for target in frozen["migrations"]])
    models = [(state.apps.get_model(label), rows) for label, rows in rows_of(frozen)]
    with transaction.atomic():  # references are looked at when it ends
        for model, rows in models:
            model._base_manager.bulk_create([model(**row) for row in rows])
    with connection.cursor() as cursor:
        kept = [model for model, _rows in models]
        for line in connection.ops.sequence_reset_sql(no_style(), kept):
            cursor.execute(line)
    return {model._meta.db_table: model._base_manager.count() for model in kept}


def rows_of(frozen):
    """Parts before the whole: a published question set takes no more questions."""
    return [(label, rows) for label, rows in frozen["rows"].items() if rows][::-1]


def upgrade():
    """What README.md says to do after each upgrade."""
    for command in UPGRADE:
        call_command(command, verbosity=0, stdout=io.StringIO())


def counts(tables):
    """How many rows each of the tables has now; one that is gone has none."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        return {table: _count(cursor, table) for table in tables if table in there}


def _count(cursor, table):
    cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 (names of our own)
    return cursor.fetchone()[0]


def pages_that_fail():
    """Addresses of public pages that are not answered with 200."""
    up = Revision.objects.published().select_related("case_study")
    stories = [revision.case_study.get_absolute_url() for revision in up]
    pages = ["/", "/case-studies/", "/case-studies/?q=milk", *stories]
    return [page for page in pages if Client().get(page).status_code != 200]
