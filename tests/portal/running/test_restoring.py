"""What a restore looks at before it touches anything, and what it leaves behind."""

import shutil
from datetime import timedelta

import pytest
from django.core.management import CommandError
from django.utils import timezone

from portal.accounts.models import User
from portal.running import backups, journal, maintenance, restoring
from portal.running.backups import BackupError
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
KEY = "00000000-0000-4000-8000-000000000000"
OTHER = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def place(tmp_path):
    return tmp_path / "backups"


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "lunch.webp").write_bytes(b"a picture")
    return tmp_path / "media"


def fail(backup, media):
    """A restore that stops half way: there is a file in the place of the uploads."""
    shutil.rmtree(media, ignore_errors=True)
    media.touch()
    with pytest.raises(CommandError, match="the site stays closed"):
        put_back(backup)
    media.unlink()


@pytest.fixture
def replayed(monkeypatch):
    """The keys that were withdrawn again."""
    found = []
    monkeypatch.setitem(
        journal.REPLAYS, "thing", lambda key, line: not found.append(key)
    )
    return found


def withdraw(key=KEY, *, at=None):
    at = (at or timezone.now()).isoformat()
    line = {"kind": "thing", "key": key, "verb": journal.WITHDRAW}
    journal._append({"at": at, **line})


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"key": "nonsense"}, r"Line 2 of .* cannot be read. Mend it"),
        ({"kind": "novel"}, r"Nobody knows how to withdraw a novel again \(line 2 of"),
    ],
)
def test_a_line_that_cannot_be_followed_is_found_before_anything_is_touched(
    place, changes, sentence
):
    backup = back_up(place)
    late = factories.UserFactory()
    line = {"kind": "case study", "key": KEY, "verb": journal.WITHDRAW, **changes}
    journal._append({"at": timezone.now().isoformat(), **line})

    with pytest.raises(CommandError, match=sentence):
        put_back(backup)

    assert User.objects.filter(pk=late.pk).exists()
    assert maintenance.mode() == Mode.OPEN


def test_a_folder_of_the_site_that_cannot_be_written_gets_a_sentence(
    place, open_var, as_another_user
):
    backup = back_up(place)
    how = {"without_journal": False, "journal_as_it_is": False, "tell": str}

    with as_another_user(), pytest.raises(BackupError, match="Nothing was changed: "):
        restoring.restore(backup, **how)

    assert maintenance.mode() == Mode.OPEN


def test_no_backup_is_made_of_a_restore_that_has_not_come_to_its_end(place, media):
    backup = back_up(place)
    fail(backup, media)

    with pytest.raises(CommandError, match="a restore has not come to its end"):
        back_up(place)

    assert list(place.iterdir()) == [backup.folder]


@pytest.mark.parametrize("mode", [Mode.READ_ONLY, Mode.OPEN])
def test_a_second_try_leaves_the_site_as_it_was_before_the_first(place, media, mode):
    backup = back_up(place)
    for before in (Mode.READ_ONLY, mode):
        maintenance.change(before)
        fail(backup, media)

    put_back(backup)

    assert maintenance.mode() == mode


@pytest.mark.parametrize("kind", ["with its lines", "of an earlier version"])
def test_withdrawals_since_the_backup_are_done_again(place, replayed, kind):
    withdraw(at=timezone.now() - timedelta(days=1))
    backup = back_up(place)
    if kind == "of an earlier version":
        change_manifest(backup, lambda told: told.pop("journal"))
    withdraw(OTHER)

    put_back(backup)

    assert replayed == [OTHER]


def test_a_clock_that_was_set_back_since_the_backup_hides_none(place, replayed):
    backup = back_up(place)
    withdraw(at=timezone.now() - timedelta(hours=1))

    put_back(backup)

    assert replayed == [KEY]


@pytest.mark.usefixtures("replayed")
def test_a_backup_of_the_future_hides_no_lost_lines(place):
    ahead = back_up(place)
    ahead.folder.rename(place / "light-20991231-000000-000000")
    ahead = backups.read(place / "light-20991231-000000-000000")
    change_manifest(ahead, lambda told: told.update(taken_at="2099-12-31T00:00Z"))
    old_copy = journal.path().read_bytes()
    withdraw()
    back_up(place)
    journal.path().write_bytes(old_copy)

    with pytest.raises(CommandError, match="is missing, or not the one"):
        put_back(ahead)
    back_up(place, journal_as_it_is=True)
    back_up(place)  # it counts from then on


@pytest.mark.parametrize("anew", [False, True])
def test_a_journal_stays_lost_until_somebody_says_otherwise(place, replayed, anew):
    backup = back_up(place)
    withdraw()
    journal.path().unlink()
    if anew:
        withdraw(OTHER)

    for _ in range(2):  # the copies are made all the same
        with pytest.raises(
            CommandError, match=r"The backup is in .*\. But the journal"
        ):
            back_up(place)
    for one in backups.complete(place):
        with pytest.raises(CommandError, match=r"There is no journal|is missing, or"):
            put_back(one)
    accepted = back_up(place, journal_as_it_is=True)
    put_back(backup)

    assert len(backups.complete(place)) == 4
    assert accepted.journal.lines == 1 + anew
    assert replayed == [OTHER] * anew


def test_all_of_a_journal_counts_that_was_mended_by_hand(place, replayed):
    withdraw(at=timezone.now() - timedelta(days=1))
    backup = back_up(place)
    journal.path().write_text("\n" + journal.path().read_text())

    with pytest.raises(CommandError, match="is missing, or not the one"):
        put_back(backup)
    put_back(backup, "--journal-as-it-is")

    assert replayed == [KEY]
