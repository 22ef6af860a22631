"""What supervisors are told."""

import shutil
from collections import namedtuple
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from casestudies.stories import actions
from portal.post import outbox
from portal.post.models import Message
from portal.running import backups, health, journal, maintenance
from portal.running.maintenance import Mode
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
KEY = "a-key-for-supervisors"
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def timetable():
    call_command("schedule_jobs", verbosity=0)


@pytest.fixture
def ask(client, settings):
    settings.HEALTH_KEY = KEY

    def ask(key=KEY, path="/health/ready"):
        return client.get(path, headers={"X-Health-Key": key})

    return ask


def reasons(ask):
    answer = ask()
    assert answer.status_code == (503 if answer.json()["reasons"] else 200)
    return answer.json()["reasons"]


def test_a_living_process_answers_without_asking_the_database(
    client, django_assert_num_queries
):
    client.force_login(factories.UserFactory())

    with django_assert_num_queries(0):
        answer = client.get("/health/live")

    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_probes_are_not_sent_elsewhere(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(path).status_code == 200
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405
    assert client.get(f"{path}/", secure=True).status_code == 404


def test_a_site_that_can_work_is_ready(ask):
    assert ask().json() == {"ok": True, "reasons": []}


@pytest.mark.parametrize("key", ["", "wrong", KEY[:-1]])
def test_without_the_key_nobody_learns_why(ask, key):
    Schedule.objects.all().delete()

    answer = ask(key)

    assert (answer.status_code, answer.json()) == (503, {"ok": False})


def test_without_a_key_of_its_own_a_site_tells_nobody(ask, settings):
    settings.HEALTH_KEY = ""

    assert ask("").json() == {"ok": True}


def test_a_database_that_does_not_answer(ask):
    def gone(execute, sql, params, many, context):
        raise OperationalError("server closed: Jo Smith")

    with connection.execute_wrapper(gone):
        found = reasons(ask)

    assert found == ["database: it does not answer (OperationalError)"]


def test_a_migration_that_is_not_applied(ask):
    [newest] = MigrationLoader(connection).graph.leaf_nodes("post")
    MigrationRecorder(connection).record_unapplied(*newest)

    assert reasons(ask) == ["migrations: 1 are not applied"]


def test_a_disk_that_is_nearly_full(ask, monkeypatch, var):
    nearly = Usage(10**12, 10**12, 150 * 1024**2)
    monkeypatch.setattr(shutil, "disk_usage", lambda place: nearly)

    assert f"disk: 150 MB are left in {var}" in reasons(ask)


def test_a_worker_that_was_never_given_its_timetable(ask):
    Schedule.objects.all().delete()

    assert reasons(ask) == ["worker: it has no timetable (manage.py schedule_jobs)"]


@pytest.mark.parametrize(("minutes", "silent"), [(4, False), (6, True)])
def test_a_worker_that_starts_no_job(ask, minutes, silent):
    due = timezone.now() - timedelta(minutes=minutes)
    Schedule.objects.filter(name="deliver waiting mail").update(next_run=due)

    assert [one.startswith("worker: silent since") for one in reasons(ask)] == (
        [True] if silent else []
    )


@pytest.mark.parametrize(("minutes", "waits"), [(4, False), (6, True)])
def test_a_timetable_that_was_moved_on_by_a_clock_that_was_ahead(ask, minutes, waits):
    then = timezone.now() + timedelta(minutes=minutes)
    Schedule.objects.update(next_run=then)

    assert reasons(ask) == (
        [f"worker: nothing is planned before {then:%Y-%m-%d %H:%M} UTC"]
        if waits
        else []
    )


@pytest.mark.parametrize(("minutes", "late"), [(9, False), (11, True)])
def test_a_job_that_nobody_takes(ask, minutes, late):
    queued = timezone.now() - timedelta(minutes=minutes)
    OrmQ.objects.create(key="creating-light", payload="x", lock=queued)

    assert [one.startswith("jobs: 1 wait") for one in reasons(ask)] == (
        [True] if late else []
    )


@pytest.mark.parametrize(("minutes", "late"), [(9, False), (11, True)])
def test_a_planned_story_that_nobody_publishes(ask, minutes, late):
    revision = factories.submitted_revision()
    actions.schedule(
        revision,
        by=factories.moderator(),
        seen=revision.lock,
        digest=revision.digest,
        when=timezone.now() - timedelta(minutes=minutes),
        identity_checked=True,
    )

    assert reasons(ask) == (
        ["jobs: 1 planned stories wait for more than 0:10:00"] if late else []
    )


def test_jobs_that_wait_for_the_end_of_maintenance_are_not_late(ask):
    queued = timezone.now() - timedelta(hours=1)
    OrmQ.objects.create(key="creating-light", payload="x", lock=queued)
    maintenance.change(Mode.READ_ONLY)

    assert reasons(ask) == []


def test_mail_that_does_not_leave(ask):
    message = outbox.put(kind="test", to="a@example.org", subject="Hello", body="Text")
    queued = timezone.now() - timedelta(minutes=16)
    Message.objects.filter(pk=message.pk).update(next_try=queued)

    [reason] = reasons(ask)

    assert reason.startswith("mail: 1 messages wait")


def test_backups_are_asked_for_only_where_they_have_a_folder(ask, settings, tmp_path):
    assert reasons(ask) == []

    settings.BACKUP_PATH = str(tmp_path / "backups")

    assert reasons(ask) == [f"backup: there is none in {tmp_path / 'backups'}"]


def a_backup(place, name="light-1", *, hours):
    """Complete, of so many hours ago; the journal was begun with it."""
    journal.begin()
    folder = place / name
    folder.mkdir(parents=True)
    taken_at = timezone.now() - timedelta(hours=hours)
    (folder / backups.MANIFEST).write_text(
        '{"format": 1, "database": "sqlite", "migrations": [], "files": {}, '
        f'"taken_at": "{taken_at.isoformat()}"}}'
    )


@pytest.mark.parametrize(("hours", "old"), [(25, False), (27, True)])
def test_an_old_backup(ask, settings, tmp_path, hours, old):
    settings.BACKUP_PATH = str(tmp_path)
    a_backup(tmp_path, hours=hours)

    assert [one.startswith("backup: the newest is of") for one in reasons(ask)] == (
        [True] if old else []
    )


def test_a_backup_of_the_future_is_named_and_hides_no_old_one(ask, settings, tmp_path):
    settings.BACKUP_PATH = str(tmp_path)
    a_backup(tmp_path, hours=27)
    a_backup(tmp_path, "light-2", hours=-1)

    future, old = reasons(ask)

    assert future == "backup: light-2 is dated in the future"
    assert old.startswith("backup: the newest is of")


def test_a_journal_that_was_lost(ask, settings, tmp_path):
    settings.BACKUP_PATH = str(tmp_path)
    a_backup(tmp_path, hours=1)
    journal.path().unlink()

    assert reasons(ask) == [
        f"journal: {journal.path()} is missing, though there are backups"
    ]


@pytest.mark.parametrize(
    ("name", "path", "reason"),
    [
        ("BACKUP_PATH", "folder", "backup: there is none in {closed}/folder"),
        ("JOURNAL_PATH", "folder/lines", "journal: {closed} cannot be written"),
    ],
)
def test_a_folder_that_cannot_be_entered(
    ask, settings, open_var, as_another_user, name, path, reason
):
    assert reasons(ask) == []
    closed = open_var / "closed"
    (closed / "folder").mkdir(parents=True)
    closed.chmod(0)
    setattr(settings, name, str(closed / path))

    with as_another_user():
        found = health.reasons()

    assert reason.format(closed=closed) in found
    assert f"disk: {closed}/folder cannot be looked at (Permission denied)" in found
    closed.chmod(0o700)


def test_a_journal_that_cannot_be_begun(ask, open_var, as_another_user):
    assert reasons(ask) == []
    open_var.chmod(0o555)

    with as_another_user():
        found = health.reasons()

    assert f"journal: {open_var} cannot be written" in found
    open_var.chmod(0o755)


def test_a_journal_that_cannot_be_written(ask, monkeypatch):
    journal.begin()
    monkeypatch.setattr(health.os, "access", lambda place, mode, **how: False)

    assert reasons(ask) == [f"journal: {journal.path()} cannot be written"]


def test_a_folder_in_the_place_of_the_journal(ask, settings, tmp_path):
    settings.JOURNAL_PATH = str(tmp_path)

    assert reasons(ask) == [f"journal: {tmp_path} is a folder, not a file"]


def test_a_restore_that_has_not_ended(ask):
    maintenance.change(Mode.CLOSED)

    assert reasons(ask) == ["restore: it has not come to its end"]
    assert ask(path="/health/live").status_code == 200
