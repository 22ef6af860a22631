"""Putting a backup back, with the withdrawals that came after it."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command, get_commands
from django.db import Error, connection, transaction
from django.db.migrations.loader import MigrationLoader

from portal.running import backups, copying, journal, maintenance
from portal.running.backups import BackupError
from portal.running.maintenance import Mode

# Rows that ``migrate`` itself writes.
MADE_BY_MIGRATE = {"auth", "contenttypes", "search"}
# Tables that no model tells of; those of the words have different names by database.
WITHOUT_MODEL = {
    copying.MIGRATIONS,
    *(one["LOCATION"] for one in settings.CACHES.values()),
}
WAS_READ_ONLY = "maintenance-before-restore"
REBUILD_SEARCH = "rebuild_search"  # of a room above
BEGINNINGS = ("search_", "sqlite_")


@dataclass
class Restored:
    """What a restore did: withdrawals done again, and keys for a moderator to see."""

    withdrawn: int = 0
    put_back: list[str] = field(default_factory=list)


def is_empty() -> bool:
    """Whether database and media hold nothing but what ``migrate`` makes."""
    tables = copying.tables(connection)
    if _are_of_others(tables):
        return False
    models = [
        model
        for model in apps.get_models()
        if model._meta.app_label not in MADE_BY_MIGRATE
        and model._meta.db_table in tables
    ]
    if any(model._base_manager.exists() for model in models):
        return False
    media = backups.media_root()
    return media is None or not any(backups.media_files(media))


def _are_of_others(tables):
    ours = {*connection.introspection.django_table_names(), *WITHOUT_MODEL}
    return any(not one.startswith(BEGINNINGS) for one in tables - ours)


def check(
    place: Path, *, without_journal: bool, journal_as_it_is: bool, tell
) -> backups.Backup:
    """Everything that can be found wrong before anything is touched."""
    backup = backups.read(place)
    backups.verify(backup, tell)
    if backup.database != connection.vendor:
        raise BackupError(
            f"The backup is of {backup.database}, and this site has "
            f"{connection.vendor}: set DATABASE_URL to a database of its kind."
        )
    try:
        copying.check_programs(connection)
    except copying.CopyError as problem:
        raise BackupError(str(problem)) from problem
    if copying.file_name(backup.database) not in backup.files:
        raise BackupError(f"The manifest of {backup.folder} lists no database.")
    known = {".".join(one) for one in MigrationLoader(None).disk_migrations}
    if newer := set(backup.migrations) - known - _replaced():
        raise BackupError(
            "The backup is of a newer version of the site: install that first "
            f"({min(newer)} is not known here)."
        )
    if not without_journal:
        _check_journal(backup, as_it_is=journal_as_it_is)
    return backup


def _check_journal(backup, *, as_it_is):
    try:
        journal.check()
    except (OSError, journal.JournalError) as problem:
        raise BackupError(str(problem)) from problem
    known = backups.known_journal(backup.folder.parent) or backup.journal
    if known and not as_it_is and not journal.goes_on_from(known):
        raise BackupError(f"Nothing was changed: {journal.lost()}")


def _replaced():
    """Migrations that squashed ones stand for, under their old names."""
    loader = MigrationLoader(None)
    return {
        ".".join(one)
        for squashed in loader.replacements.values()
        for one in squashed.replaces
    }


def restore(
    backup: backups.Backup, *, without_journal: bool, journal_as_it_is: bool, tell
) -> Restored:
    """Put a checked backup back; the site answers nothing until the end of it.

    If it fails on the way the site stays closed, since stories that were withdrawn
    could be up again.
    """
    known = backup.journal.lines if backup.journal else None
    if journal_as_it_is:
        known = 0  # lines that were changed are counted otherwise
    afterwards = _close()
    try:
        copying.load(connection, backup.folder, tell)
        _put_media_back(backup, tell)
        call_command("migrate", verbosity=0, interactive=False)
        with transaction.atomic():
            Session.objects.all().delete()  # whoever signed out since stays so
            found = Restored()
            if not without_journal:
                found = Restored(*journal.replay(since=backup.taken_at, known=known))
        if REBUILD_SEARCH in get_commands():  # an older backup has an older index
            tell("Search: the index is made anew ...")
            call_command(REBUILD_SEARCH, verbosity=0)
    except (OSError, Error, copying.CopyError, journal.JournalError) as problem:
        raise BackupError(
            f"The restore has not come to its end, and the site stays closed: {problem}"
        ) from problem
    maintenance.change(afterwards)
    return found


def _close():
    """Let nobody in, and say in which mode the site will be again."""
    try:
        afterwards = _mode_afterwards()
        maintenance.change(Mode.CLOSED)
    except OSError as problem:
        why = maintenance.cannot_be_written(problem)
        raise BackupError(f"Nothing was changed: {why}") from problem
    return afterwards


def _mode_afterwards():
    """Read-only stays so: a file keeps it, in case that it takes a second try."""
    kept = settings.VAR_DIR / WAS_READ_ONLY
    before = maintenance.mode()
    if before == Mode.READ_ONLY:
        kept.touch()
    elif before == Mode.OPEN:
        kept.unlink(missing_ok=True)
    return Mode.READ_ONLY if kept.exists() else Mode.OPEN


def _put_media_back(backup, tell):
    """What the manifest lists; nobody has compared anything else."""
    target = backups.media_root()
    if target is None:
        return
    source = backup.folder / backups.MEDIA
    listed = map(Path, backup.files)
    wanted = {
        path.relative_to(backups.MEDIA)
        for path in listed
        if path.is_relative_to(backups.MEDIA)
    }
    for path in wanted:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / path, target / path)
    for path in backups.media_files(target):
        if path.relative_to(target) not in wanted:
            path.unlink()
    tell(f"Media: {len(wanted)} files put back")
