"""The record refuses every change, on either database."""

import pytest
from django.db import IntegrityError, connection, transaction

from portal.record import triggers
from portal.record.models import Event
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def event():
    person = UserFactory()
    return Event.write(by=person, verb="greet", of=person)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_event SET verb = 'deny' WHERE id = %s",
        "DELETE FROM record_event WHERE id = %s",
    ],
)
def test_a_line_of_the_record_cannot_be_changed_or_deleted(event, statement):
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [event.pk])

    assert Event.objects.get(pk=event.pk).verb == "greet"


def test_a_line_of_the_record_cannot_be_replaced(event):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has REPLACE")
    columns = "id, at, actor_key, verb, object_type, object_key, digest, before, after"
    statement = (
        f"INSERT OR REPLACE INTO record_event ({columns}) "  # noqa: S608
        f"SELECT {columns.replace('verb', repr('deny'))} FROM record_event "
        "WHERE id = %s"
    )

    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [event.pk])

    assert Event.objects.get(pk=event.pk).verb == "greet"


def test_the_record_cannot_be_truncated(event):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has TRUNCATE")

    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE record_event CASCADE")

    assert Event.objects.filter(pk=event.pk).exists()


def test_the_orm_cannot_change_the_record_either(event):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(verb="deny")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        event.delete()


def test_the_triggers_can_be_taken_away_and_put_back(event):
    triggers.drop(connection)
    Event.objects.filter(pk=event.pk).update(verb="mend")

    triggers.create(connection)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(verb="deny")
    assert Event.objects.get(pk=event.pk).verb == "mend"
