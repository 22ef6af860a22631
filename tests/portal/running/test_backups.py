"""Backups while the site runs, and putting one back."""

import os
import signal
import sqlite3
import threading
import time

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from portal.accounts.models import User
from portal.record.models import Event
from portal.running import backups, copying, journal, maintenance
from portal.running.maintenance import Mode
from tests import factories
from tests.portal.running.putting_back import (
    back_up,
    change_manifest,
    needs_pg_dump,
    put_back,
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both_databases,
    needs_pg_dump,
]


@pytest.fixture
def place(tmp_path):
    return tmp_path / "backups"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    (tmp_path / "media" / "deep").mkdir(parents=True)
    (tmp_path / "media" / "deep" / "lunch.webp").write_bytes(b"a picture")
    return tmp_path / "media"


def test_a_backup_holds_database_and_media_with_their_checksums(place):
    backup = back_up(place)

    names = {path.name for path in backup.folder.iterdir()}
    dump = copying.SQLITE if connection.vendor == "sqlite" else copying.POSTGRESQL
    assert names == {dump, "manifest.json", "media"}
    assert set(backup.files) == {dump, "media/deep/lunch.webp"}
    assert backup.folder.stat().st_mode & 0o077 == 0


def test_what_was_there_comes_back_and_what_came_later_is_gone(place, media):
    early = factories.UserFactory()
    backup = back_up(place)
    late = factories.UserFactory()
    (media / "late.webp").touch()
    (media / "deep" / "lunch.webp").write_bytes(b"spoilt")

    put_back(backup)

    known = User.objects.filter(pk__in=[early.pk, late.pk])
    assert [one.email for one in known] == [early.email]
    assert [path.name for path in backups.media_files(media)] == ["lunch.webp"]
    assert (media / "deep" / "lunch.webp").read_bytes() == b"a picture"


def test_the_record_is_append_only_after_it_too(place):
    Event.write(by=None, verb="x", of=factories.UserFactory())

    put_back(back_up(place))

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.all()._raw_delete("default")


def test_everybody_signs_in_again(place, client):
    client.force_login(factories.UserFactory())
    backup = back_up(place)

    put_back(backup)

    assert not Session.objects.exists()
    assert client.get("/account/").status_code == 302


def test_a_backup_is_of_one_moment_while_others_write(place):
    stop = threading.Event()
    written = threading.Event()

    def write():
        while not stop.is_set():
            with transaction.atomic():  # two rows, or none of them
                factories.UserFactory()
            written.set()
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    written.wait(10)
    backup = back_up(place)
    stop.set()
    writer.join()

    put_back(backup)

    users = User.objects.filter(email__startswith="person")
    assert users.count() == users.filter(emailaddress__isnull=False).count() > 0


def test_old_backups_go_and_as_many_stay_as_are_kept(place):
    made = [back_up(place, keep=2) for _ in range(3)]
    (place / "other").mkdir()

    back_up(place, keep=2)

    left = [one.folder for one in backups.complete(place)]
    assert len(left) == 2
    assert made[2].folder in left
    assert (place / "other").exists()


@pytest.mark.parametrize("keep", [1, 2])
def test_one_with_a_date_in_the_future_never_takes_the_new_one_away(place, keep):
    early, late = back_up(place, keep=2), back_up(place, keep=2)
    late.folder.rename(place / "light-20991231-000000-000000")

    made = back_up(place, keep=keep)

    left = [one.folder for one in backups.complete(place)]
    assert len(left) == keep
    assert made.folder in left
    assert early.folder not in left


@pytest.mark.parametrize("keep", [0, -1])
def test_at_least_one_is_kept(place, keep):
    with pytest.raises(CommandError, match="Keep at least one"):
        back_up(place, keep=keep)


def test_a_backup_that_fails_leaves_nothing_and_takes_nothing_away(place, media):
    first = back_up(place, keep=1)
    unreadable = media / "tea.webp"
    unreadable.symlink_to("/proc/self/mem")  # reads as a disk that is broken does

    with pytest.raises(CommandError, match=r"No backup was made: .*Input/output error"):
        back_up(place, keep=1)

    assert list(place.iterdir()) == [first.folder]


def test_a_backup_that_is_told_to_end_leaves_nothing(place, monkeypatch):
    def slow(*args):
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(copying, "dump", slow)
    with pytest.raises(SystemExit) as ended:
        back_up(place)

    assert ended.value.code == 128 + signal.SIGTERM
    assert not list(place.iterdir())


def test_what_a_killed_backup_left_goes_with_the_next_after_a_day(place):
    killed, at_work = (place / f"light-{n}.unfinished" for n in range(2))
    for left in (killed, at_work):
        left.mkdir(parents=True)
    (killed / "database.dump").touch()
    day_before = time.time() - 25 * 60 * 60
    os.utime(killed, (day_before, day_before))

    made = back_up(place)

    assert set(place.iterdir()) == {made.folder, at_work}


def test_without_the_programs_there_is_a_clear_sentence(place, monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite needs none")
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(CommandError, match="pg_dump is not installed"):
        back_up(place)


def test_a_restore_without_the_programs_closes_nothing(place, monkeypatch):
    backup = back_up(place)
    if connection.vendor == "sqlite":
        pytest.skip("SQLite needs none")
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(CommandError, match=r"^pg_restore is not installed"):
        put_back(backup)

    assert maintenance.mode() == Mode.OPEN


@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_a_damaged_backup_changes_nothing(place, damage):
    backup = back_up(place)
    late = factories.UserFactory()
    picture = backup.folder / "media" / "deep" / "lunch.webp"
    if damage == "changed":
        picture.write_bytes(b"b picture")
    else:
        picture.unlink()

    with pytest.raises(CommandError, match=r"lunch.webp (is damaged|cannot be read)"):
        put_back(backup)

    assert User.objects.filter(pk=late.pk).exists()
    assert maintenance.mode() == Mode.OPEN


def test_a_folder_that_is_no_backup(tmp_path):
    with pytest.raises(CommandError, match="is no complete backup"):
        call_command("restore", str(tmp_path))


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"database": "other"}, "The backup is of other, and this site has"),
        ({"files": {}}, "lists no database"),
        ({"migrations": ["post.0999_later"]}, "of a newer version of the site"),
        ({"format": 2}, "was made by a newer version"),
        ({"files": {"../../x": {"sha256": ""}}}, "does not lie in the backup"),
        ({"files": {"media/../x": {"sha256": ""}}}, "does not lie in the backup"),
    ],
)
def test_a_backup_of_elsewhere_is_refused_with_the_reason(place, told, sentence):
    backup = back_up(place)
    change_manifest(backup, lambda before: before.update(told))

    with pytest.raises(CommandError, match=sentence):
        put_back(backup)


def test_what_the_manifest_does_not_list_is_not_put_back(place, media):
    backup = back_up(place)
    (backup.folder / "media" / "stray.webp").write_bytes(b"half a pict")

    put_back(backup)

    assert [path.name for path in backups.media_files(media)] == ["lunch.webp"]


def test_a_place_with_rows_is_not_overwritten(place):
    backup = back_up(place)

    with pytest.raises(CommandError, match="there is something here already"):
        call_command("restore", str(backup.folder))


def test_replacing_is_asked_for(place, monkeypatch):
    backup = back_up(place)
    late = factories.UserFactory()
    monkeypatch.setattr("builtins.input", lambda question: "yes")

    with pytest.raises(CommandError, match=r"Nothing was changed\."):
        call_command("restore", str(backup.folder), "--replace")

    assert User.objects.filter(pk=late.pk).exists()


def test_a_lost_journal_is_said_and_nothing_is_changed(place):
    backup = back_up(place)
    journal.path().unlink()

    with pytest.raises(CommandError, match="There is no journal at"):
        put_back(backup)
    put_back(backup, "--without-journal")

    assert maintenance.mode() == Mode.OPEN


def test_a_restore_that_stops_half_way_leaves_the_site_closed(place, client, media):
    backup = back_up(place)
    in_the_way = media / "deep" / "lunch.webp"
    in_the_way.unlink()
    in_the_way.mkdir()

    with pytest.raises(CommandError, match=r"the site stays closed: .*lunch\.webp"):
        put_back(backup)
    assert client.get("/").status_code == 503
    in_the_way.rmdir()
    put_back(backup)

    assert client.get("/").status_code == 200


def test_what_was_there_comes_back_when_the_copy_cannot_be_read(place):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite copies in one transaction")
    late = factories.UserFactory()
    (place / "x").mkdir(parents=True)
    (place / "x" / copying.POSTGRESQL).write_bytes(b"no dump")

    with pytest.raises(copying.CopyError, match="pg_restore stopped and says"):
        copying.load(connection, place / "x", lambda text: None)

    assert User.objects.filter(pk=late.pk).exists()


def test_maintenance_goes_on_after_a_restore(place):
    backup = back_up(place)
    maintenance.change(Mode.READ_ONLY)

    put_back(backup)

    assert maintenance.mode() == Mode.READ_ONLY


def test_a_damaged_database_makes_no_backup(tmp_path):
    broken = tmp_path / "broken.sqlite3"
    with sqlite3.connect(broken) as made:
        made.execute("CREATE TABLE a (b)")
        made.executemany("INSERT INTO a VALUES (?)", [("x" * 1000,)] * 100)
    made.close()
    content = bytearray(broken.read_bytes())
    content[8192:16384] = b"\xff" * 8192
    broken.write_bytes(content)

    with pytest.raises(copying.CopyError, match=r"damaged|SQLite says"):
        copying._dump_sqlite(broken, tmp_path / "copy", lambda text: None)
