import pytest
from django.core.checks import Error, Info
from django.db import connection

from portal import checks


@pytest.mark.both_databases
@pytest.mark.django_db
def test_the_connection_of_the_site_has_no_problem():
    found = checks.check_databases(databases=["default"])

    assert [one for one in found if isinstance(one, Error)] == []


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own settings")
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("PRAGMA secure_delete=OFF", "words that were erased would stay"),
        ("PRAGMA busy_timeout=100", "waits too short a time"),
    ],
)
def test_a_connection_with_weaker_settings_is_an_error(statement, told):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        secure = cursor.fetchone()[0]
        cursor.execute("PRAGMA busy_timeout")
        timeout = cursor.fetchone()[0]
        cursor.execute(statement)

        found = checks.sqlite_problems(connection)

        cursor.execute(f"PRAGMA secure_delete={secure}")
        cursor.execute(f"PRAGMA busy_timeout={timeout}")
    assert [told in one.msg for one in found if isinstance(one, Error)] == [True]


@pytest.mark.parametrize(
    ("version", "noted"),
    [
        ((3, 6, 23), False),
        ((3, 40, 1), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((4, 0, 0), False),
    ],
)
def test_an_sqlite_with_the_wal_reset_bug_is_noted(version, noted):
    found = checks.wal_reset_bug(version)

    assert [type(one) for one in found] == ([Info] if noted else [])


@pytest.mark.parametrize(
    ("version", "refused"), [(140_012, True), (150_000, False), (180_004, False)]
)
def test_a_postgresql_older_than_15_is_refused(version, refused):
    assert bool(checks.postgresql_problems(version)) == refused
