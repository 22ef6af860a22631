"""The tests' own ground: what one test commits, the next does not see."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

pytestmark = pytest.mark.both_databases


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", [1, 2])
def test_a_committed_row_is_gone_in_the_next_test(round_):
    people = get_user_model().objects

    people.create(email="someone@example.org")

    assert people.count() == 1


@pytest.mark.django_db
def test_the_database_is_the_kind_that_the_site_uses():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA journal_mode")
            found = cursor.fetchone()[0]
        else:
            found = connection.pg_version >= 150_000

    assert found in {"wal", True}
