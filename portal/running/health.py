"""Why the site is not ready, each reason in a plain sentence."""

import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from portal.post.models import Message
from portal.running import backups, journal, maintenance
from portal.running.maintenance import Mode

FREE_AT_LEAST = 200 * 1024**2  # bytes
# The timetable has jobs for every minute, and the mail is tried again after one.
WORKER_SILENT_AFTER = timedelta(minutes=5)
JOB_LATE_AFTER = timedelta(minutes=10)
MAIL_LATE_AFTER = timedelta(minutes=15)
BACKUP_OLD_AFTER = timedelta(hours=26)
# Where the system can ask for the user that a process is just now.
AS_THIS_USER = os.access in os.supports_effective_ids

# By what they are: how many should have been done before a moment, and were not.
# Rooms above add what the timetable does for them.
PLANNED: dict[str, Callable[[datetime], int]] = {}


def reasons() -> list[str]:
    """All of them; none means ready. Without a database, what needs it is not asked."""
    found = [*_closed(), *_disk(), *_journal(), *_backup()]
    try:
        # Before the tables are there, nothing can be asked of them.
        return found + ([*_migrations()] or [*_worker(), *_jobs(), *_mail()])
    except Error as error:
        return [*found, f"database: it does not answer ({type(error).__name__})"]


def _closed():
    if maintenance.mode() == Mode.CLOSED:
        yield "restore: it has not come to its end"


def _disk():
    """Where the database, the backups and the journal are written."""
    places = {settings.VAR_DIR, backups.folder(), journal.path().parent}
    if connection.vendor == "sqlite":
        places.add(Path(connection.settings_dict["NAME"]).parent)
    for place in sorted(places):
        try:
            free = shutil.disk_usage(place).free
        except FileNotFoundError:
            continue  # made when it is needed
        except OSError as error:
            yield f"disk: {place} cannot be looked at ({error.strerror})"
            continue
        if free < FREE_AT_LEAST:
            yield f"disk: {free // 1024**2} MB are left in {place}"


def _journal():
    """Each backup begins it, so where there are some a missing one is a lost one."""
    place = journal.path()
    nearest = next(one for one in (place, *place.parents) if os.path.exists(one))
    if not os.access(nearest, os.W_OK, effective_ids=AS_THIS_USER):
        yield f"journal: {nearest} cannot be written"
    elif os.path.isdir(place):
        yield f"journal: {place} is a folder, not a file"
    elif nearest != place and _backups():
        yield f"journal: {place} is missing, though there are backups"


def _backup():
    """Asked for only where backups have a folder of their own."""
    if not settings.BACKUP_PATH:
        return
    made = _backups()
    for one in made:
        if one.is_of_the_future:
            yield f"backup: {one.folder.name} is dated in the future"
    past = [one.taken_at for one in made if not one.is_of_the_future]
    if not past:
        yield f"backup: there is none in {backups.folder()}"
    elif timezone.now() - max(past) > BACKUP_OLD_AFTER:
        yield f"backup: the newest is of {max(past):%Y-%m-%d %H:%M} UTC"


def _backups():
    try:
        return backups.complete(backups.folder())
    except OSError:  # a folder that cannot be entered has none that we know of
        return []


def _migrations():
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield f"migrations: {len(plan)} are not applied"


def _worker():
    """A worker moves the next run of each job forward as it starts it.

    If its clock was ahead then, nothing runs until that moment has come.
    """
    planned = Schedule.objects.exclude(repeats=0)
    first = planned.order_by("next_run").first()
    if first is None:
        yield "worker: it has no timetable (manage.py schedule_jobs)"
    elif first.next_run < timezone.now() - WORKER_SILENT_AFTER:
        yield f"worker: silent since {first.next_run:%Y-%m-%d %H:%M} UTC"
    elif first.next_run > timezone.now() + WORKER_SILENT_AFTER:
        yield f"worker: nothing is planned before {first.next_run:%Y-%m-%d %H:%M} UTC"


def _jobs():
    """A job that is worked on is locked until after now; in maintenance all wait."""
    if maintenance.mode() != Mode.OPEN:
        return
    latest = timezone.now() - JOB_LATE_AFTER
    late = OrmQ.objects.filter(lock__lt=latest).count()
    if late:
        yield f"jobs: {late} wait for more than {JOB_LATE_AFTER}"
    for what, count in PLANNED.items():
        if late := count(latest):
            yield f"jobs: {late} {what} wait for more than {JOB_LATE_AFTER}"


def _mail():
    if maintenance.mode() != Mode.OPEN:
        return
    latest = timezone.now() - MAIL_LATE_AFTER
    late = Message.objects.late(latest).count()
    if late:
        yield f"mail: {late} messages wait for more than {MAIL_LATE_AFTER}"
