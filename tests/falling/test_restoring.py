"""A restore that is cut off, and places that hold what is not ours."""

import shutil
import signal
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from casestudies.stories import actions
from portal.accounts.models import User
from portal.running import maintenance
from portal.running.maintenance import Mode
from tests import factories
from tests.falling.site import ROOT, Site
from tests.portal.running.putting_back import back_up, needs_pg_dump, put_back

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both_databases,
    needs_pg_dump,
]

# It writes the beginning of its script, and then this happens.
CUT_OFF = """#!/bin/sh
{program} "$@" | head -c {after}
{then}
"""


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()


@pytest.fixture
def backup(transactional_db, tmp_path):
    factories.UserFactory(email="early@example.org")
    return back_up(tmp_path / "backups")


@pytest.fixture
def cut_off(monkeypatch, tmp_path):
    """``cut_off(then)``: pg_restore comes to a half, and that command follows."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite copies in one transaction")
    place = tmp_path / "programs"
    place.mkdir()

    def put(then, *, after=20_000):
        program = place / "pg_restore"
        real = shutil.which("pg_restore")
        program.write_text(CUT_OFF.format(program=real, after=after, then=then))
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(place), prepend=":")

    # A shell that runs the tests in the background has them ignore Ctrl-C.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield put
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(
    ("then", "error"),
    [
        ("exit 1", CommandError),
        ("kill -INT $PPID; sleep 5", KeyboardInterrupt),
    ],
)
def test_a_restore_that_is_cut_off_loses_nothing(backup, cut_off, then, error):
    late = factories.UserFactory()
    cut_off(then)

    for _ in range(2):  # whoever tries again loses nothing either
        with pytest.raises(error):
            put_back(backup)

    assert User.objects.filter(pk=late.pk).exists()
    assert maintenance.mode() == Mode.CLOSED


def killed_at(moment, backup, site):
    """kill -9 of a restore as soon as it says so; what it began may still be at work."""
    connection.close()
    command = ["-u", "manage.py", "restore", str(backup.folder), "--replace", "--yes"]
    with subprocess.Popen(  # noqa: S603
        [sys.executable, *command],
        cwd=ROOT,
        env=site.environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as restore:
        said = next((line for line in restore.stdout if moment in line), "")
        restore.kill()
    return moment in said


def test_a_restore_that_is_killed_leaves_the_site_closed_until_one_ends(
    settings, tmp_path, client
):
    study = factories.published_study()
    backup = back_up(tmp_path / "backups")
    shown = study.revisions.published().get()
    seen = {"seen": shown.lock, "digest": shown.digest}
    actions.withdraw(shown, by=factories.moderator(), **seen)
    late = factories.UserFactory()

    for moment in ("Database:", "Search:"):
        assert killed_at(moment, backup, Site(settings.VAR_DIR))
        assert client.get(study.get_absolute_url()).status_code == 503
    put_back(backup)

    assert client.get("/").status_code == 200
    assert client.get(study.get_absolute_url()).status_code == 410
    assert not User.objects.filter(pk=late.pk).exists()


def test_a_copy_without_our_tables_takes_nothing_away(backup, cut_off):
    late = factories.UserFactory()
    cut_off("exit 0", after=0)

    with pytest.raises(CommandError, match=r"psql stopped and says: .*migrations"):
        put_back(backup)

    assert User.objects.filter(pk=late.pk).exists()


def test_what_others_keep_beside_ours_is_no_part_of_it(ordinary_database, tmp_path):
    call_command("migrate", verbosity=0)
    ordinary_database("CREATE FUNCTION theirs() RETURNS int AS 'SELECT 1' LANGUAGE sql")
    ordinary_database("ALTER EXTENSION plpgsql ADD FUNCTION theirs()")
    ordinary_database("CREATE SCHEMA payroll")
    ordinary_database("CREATE TABLE payroll.person AS SELECT 1 AS id")
    early = factories.UserFactory()
    backup = back_up(tmp_path / "backups")
    late = factories.UserFactory()

    put_back(backup)

    known = User.objects.filter(pk__in=[early.pk, late.pk])
    assert [one.email for one in known] == [early.email]
    ordinary_database("SELECT theirs() FROM payroll.person")


def test_tables_of_others_in_our_schema_are_in_no_backup_and_stay(
    ordinary_database, tmp_path
):
    call_command("migrate", verbosity=0)
    ordinary_database('CREATE TABLE public."a Person" (id int)')
    ordinary_database('CREATE VIEW public.people AS SELECT id FROM "a Person"')
    ordinary_database("GRANT SELECT ON people TO PUBLIC")  # but not on the table
    early = factories.UserFactory()
    backup = back_up(tmp_path / "backups")
    late = factories.UserFactory()

    put_back(backup)

    known = User.objects.filter(pk__in=[early.pk, late.pk])
    assert [one.email for one in known] == [early.email]
    ordinary_database('INSERT INTO "a Person" DEFAULT VALUES')
    ordinary_database("SELECT id FROM people")


def test_tables_of_others_are_no_empty_place(backup, empty_database):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE payroll (id int)")

    with pytest.raises(CommandError, match="there is something here already"):
        call_command("restore", str(backup.folder))

    assert connection.introspection.table_names() == ["payroll"]


@pytest.mark.parametrize("prepared", [(), ("migrate", "createcachetable")])
def test_an_empty_place_needs_no_leave(backup, empty_database, prepared):
    for command in prepared:
        call_command(command, verbosity=0)

    call_command("restore", str(backup.folder))

    assert User.objects.filter(email="early@example.org").exists()
