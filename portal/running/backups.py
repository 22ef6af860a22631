"""Backups: a folder each, with the database, the media and a list of checksums."""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from portal.running import copying, journal, maintenance
from portal.running.maintenance import Mode

MANIFEST = "manifest.json"
FORMAT = 1
PREFIX = "light-"
UNFINISHED = ".unfinished"
MEDIA = "media"
A_DAY = 24 * 60 * 60
CLOCKS_DIFFER = timedelta(minutes=5)

Tell = Callable[[str], None]


class BackupError(Exception):
    """A sentence for whoever runs the site."""


@dataclass(frozen=True)
class Backup:
    """A complete backup; ``files`` are checksums and sizes by path in its folder.

    ``journal`` is how far the journal had come; backups of earlier versions lack it.
    """

    folder: Path
    taken_at: datetime
    database: str
    migrations: list[str]
    files: dict[str, dict]
    journal: journal.Mark | None

    @property
    def is_of_the_future(self) -> bool:
        """Made by a clock that was ahead, unless this one is behind."""
        return self.taken_at > timezone.now() + CLOCKS_DIFFER


def folder() -> Path:
    """Where backups are kept when nobody says otherwise."""
    return Path(settings.BACKUP_PATH or settings.VAR_DIR / "backups")


def make(
    place: Path, *, keep: int, tell: Tell, journal_as_it_is: bool = False
) -> Backup:
    """Copy the database and the media while the site runs, then remove old backups.

    The folder gets its name at the very end, so that one with a name is complete.
    ``journal_as_it_is`` takes a journal that was mended by hand, or begun anew.
    """
    if maintenance.mode() == Mode.CLOSED:
        raise BackupError(
            "No backup was made: a restore has not come to its end, so stories that "
            "were withdrawn could be up in it."
        )
    taken_at = timezone.now()  # before the copy begins: see ``journal.replay``
    name = f"{PREFIX}{taken_at:%Y%m%d-%H%M%S-%f}"
    unfinished = place / f"{name}{UNFINISHED}"
    try:
        unfinished.mkdir(parents=True, mode=0o700)
        mark = _mark_of_journal(place, as_it_is=journal_as_it_is)
        copying.dump(connection, unfinished, tell)
        _copy_media(unfinished / MEDIA, tell)
        _write_manifest(unfinished, taken_at, mark, tell)
        unfinished.rename(place / name)
    except (OSError, copying.CopyError) as problem:
        raise BackupError(f"No backup was made: {problem}") from problem
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _remove_old(place, place / name, keep, tell)
    _remove_unfinished(place, tell)
    return read(place / name)


def read(place: Path) -> Backup:
    """The backup in a folder, its checksums not yet compared."""
    try:
        told = json.loads((place / MANIFEST).read_text())
        if told["format"] != FORMAT:
            raise BackupError(f"{place} was made by a newer version of the site.")
        return Backup(
            folder=place,
            taken_at=datetime.fromisoformat(told["taken_at"]).astimezone(UTC),
            database=told["database"],
            migrations=list(told["migrations"]),
            files=dict(told["files"]),
            journal=journal.Mark(**told["journal"]) if "journal" in told else None,
        )
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise BackupError(
            f"{place} is no complete backup: its {MANIFEST} is missing or damaged."
        ) from problem


def complete(place: Path) -> list[Backup]:
    """The complete backups in a place, oldest first."""
    found = []
    for one in sorted(place.glob(f"{PREFIX}*/{MANIFEST}")):
        try:
            found.append(read(one.parent))
        except BackupError:
            continue
    return [one for one in found if one.folder.suffix != UNFINISHED]


def known_journal(place: Path) -> journal.Mark | None:
    """How far the journal had come at the newest backup in a place.

    One of the future counts where there is no other: it would be the newest for years.
    """
    made = sorted(complete(place), key=lambda one: not one.is_of_the_future)
    marks = [one.journal for one in made if one.journal]
    return marks[-1] if marks else None


def has_lost_journal(backup: Backup) -> bool:
    """Whether the journal is not, or not wholly, there any more."""
    return not backup.journal or not journal.goes_on_from(backup.journal)


def verify(backup: Backup, tell: Tell) -> None:
    """Compare every file with its checksum; nothing may be missing or changed."""
    tell(f"Comparing {len(backup.files)} files with their checksums ...")
    for name, expected in backup.files.items():
        path = backup.folder / name
        inside = path.resolve().is_relative_to(backup.folder.resolve())
        if not inside or ".." in path.parts:
            raise BackupError(f"{name} does not lie in the backup.")
        try:
            found = _checksum(path)
        except OSError as problem:
            raise BackupError(f"{name} cannot be read in {backup.folder}.") from problem
        if found != expected["sha256"]:
            raise BackupError(f"{name} is damaged: its checksum is another.")


def media_files(place: Path) -> Iterator[Path]:
    return (path for path in sorted(place.rglob("*")) if path.is_file())


def media_root() -> Path | None:
    """Where uploads are, if the site has any."""
    if not settings.MEDIA_ROOT:
        return None
    return Path(settings.MEDIA_ROOT)


def _mark_of_journal(place, *, as_it_is):
    """Before the copy begins; of a lost journal, what was known before it was lost.

    It is made here once only, so that a missing one means a lost one.
    """
    known = None if as_it_is else known_journal(place)
    if as_it_is or not complete(place):
        journal.begin()
    if journal.path().exists() and (not known or journal.goes_on_from(known)):
        return journal.mark()
    return known


def _copy_media(target, tell):
    source = media_root()
    if source is None or not source.is_dir():
        return
    count = 0
    for path in media_files(source):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(path, copy)
        except FileNotFoundError:
            continue  # taken away since the list was made
        count += 1
    tell(f"Media: {count} files")


def _write_manifest(place, taken_at, mark, tell):
    files = {
        str(path.relative_to(place)): {
            "sha256": _checksum(path),
            "bytes": path.stat().st_size,
        }
        for path in media_files(place)
    }
    applied = MigrationRecorder(connection).applied_migrations()
    told = {
        "format": FORMAT,
        "taken_at": taken_at.isoformat(),
        "database": connection.vendor,
        "migrations": sorted(".".join(one) for one in applied),
        "files": files,
        **({"journal": asdict(mark)} if mark else {}),
    }
    with (place / MANIFEST).open("w") as file:
        json.dump(told, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    size = sum(one["bytes"] for one in files.values())
    tell(f"Checksums: {len(files)} files, {size / 1024**2:.1f} MB")


def _checksum(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remove_old(place, made, keep, tell):
    """All but the newest, by name; whatever the clock says, ``made`` is one of these."""
    others = [one for one in complete(place) if one.folder != made]
    for old in others[: max(0, len(others) + 1 - keep)]:
        shutil.rmtree(old.folder)
        tell(f"Removed the old backup {old.folder.name}")


def _remove_unfinished(place, tell):
    """What a backup left that was killed; a younger one may still be at work."""
    for left in place.glob(f"{PREFIX}*{UNFINISHED}"):
        if time.time() - left.stat().st_mtime > A_DAY:
            shutil.rmtree(left, ignore_errors=True)
            tell(f"Removed the unfinished backup {left.name}")
