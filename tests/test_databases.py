"""The tests' own ground: what one test commits, the next does not see."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import DatabaseError, connection

from portal.record.models import Event
from portal.taxonomy.models import Nation
from tests import databases

pytestmark = pytest.mark.both_databases


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", [1, 2])
def test_a_committed_row_is_gone_in_the_next_test(round_):
    people = get_user_model().objects

    people.create(email="someone@example.org")

    assert people.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_django_calls_after_a_test_puts_the_rows_back():
    people = get_user_model().objects
    people.create(email="someone@example.org")

    call_command("flush", verbosity=0, interactive=False)

    assert not people.exists()
    assert Nation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_committed_row_is_gone():
    people = get_user_model().objects
    people.create(email="someone@example.org")

    databases.put_back("default")

    assert not people.exists()


@pytest.mark.django_db(transaction=True)
def test_the_reference_data_are_there_again():
    nations = Nation.objects.all()
    before = list(nations.values())
    nations.filter(slug="england").update(name="Albion")
    nations.exclude(slug="england").delete()

    databases.put_back("default")

    assert len(before) > 1
    assert list(nations.values()) == before


@pytest.mark.django_db(transaction=True)
def test_numbers_begin_again():
    def two():
        people = get_user_model().objects
        return [people.create(email=f"{name}@example.org").pk for name in "ab"]

    databases.put_back("default")
    first = two()
    databases.put_back("default")

    assert two() == first


@pytest.mark.django_db(transaction=True)
def test_a_guard_that_was_taken_away_is_there_again():
    with connection.cursor() as cursor:
        for table, guard in guards(cursor):
            of_table = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER {guard}{of_table}")

    databases.put_back("default")

    person = get_user_model().objects.create(email="someone@example.org")
    Event.write(by=person, verb="compose", of=person)
    with pytest.raises(DatabaseError, match="append-only"):
        Event.objects.all().delete()


def guards(cursor):
    """The triggers that keep the record as it is, each with its table."""
    if connection.vendor == "sqlite":
        cursor.execute(
            "SELECT tbl_name, name FROM sqlite_master "
            "WHERE type = 'trigger' AND tbl_name = 'record_event'"
        )
    else:
        cursor.execute(
            "SELECT 'record_event', tgname FROM pg_trigger "
            "WHERE tgrelid = 'record_event'::regclass AND NOT tgisinternal"
        )
    return cursor.fetchall()


@pytest.mark.django_db
def test_the_database_is_the_kind_that_the_site_uses():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA journal_mode")
            found = cursor.fetchone()[0]
        else:
            found = connection.pg_version >= 150_000

    assert found in {"wal", True}
