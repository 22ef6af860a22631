"""The journal outside the database."""

import json
import resource
import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from portal.running import journal
from portal.running.journal import JournalError

KEY = uuid.uuid4()


@pytest.fixture
def replayed(monkeypatch):
    """The keys that were withdrawn again."""
    found = []
    replays = {"thing": lambda key, line: not found.append(key)}
    monkeypatch.setattr(journal, "REPLAYS", replays)
    return found


def written(*verbs, key="a", hours=1):
    at = timezone.now() + timedelta(hours=hours)
    for verb in verbs:
        journal._append(
            {"at": at.isoformat(), "kind": "thing", "key": key, "verb": verb}
        )


@pytest.mark.django_db(transaction=True)
def test_a_line_is_written_once_the_step_holds():
    with transaction.atomic():
        journal.note("thing", KEY, journal.WITHDRAW, by_teller=True)
        assert not journal.path().exists()

    [line] = journal.lines()
    assert abs(timezone.now() - line.pop("at")) < timedelta(minutes=1)
    assert line == {
        "kind": "thing",
        "key": str(KEY),
        "verb": "withdraw",
        "by_teller": True,
    }


@pytest.mark.django_db(transaction=True)
def test_a_step_that_is_rolled_back_leaves_no_line():
    with transaction.atomic():
        journal.note("thing", KEY, journal.WITHDRAW)
        transaction.set_rollback(True)

    assert not journal.path().exists()


@pytest.mark.django_db(transaction=True)
def test_a_journal_that_cannot_be_written_stops_no_withdrawal(settings, log, tmp_path):
    (tmp_path / "file").touch()
    settings.JOURNAL_PATH = str(tmp_path / "file" / "journal")

    with transaction.atomic():
        journal.note("thing", KEY, journal.WITHDRAW)

    [line] = log()
    assert line["level"] == "CRITICAL"
    assert str(KEY) in line["message"]


@pytest.fixture
def little_room():
    """``little_room(size)``: no file of this process grows over that many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.django_db(transaction=True)
def test_a_line_that_has_no_room_is_told_of_and_spoils_no_other(little_room, log):
    written(journal.WITHDRAW, key="before")
    size = journal.path().stat().st_size

    with transaction.atomic():
        journal.note("thing", KEY, journal.WITHDRAW)
        little_room(size + 20)
    little_room(-1)
    written(journal.WITHDRAW, key="after")

    [line] = log()
    assert line["level"] == "CRITICAL"
    assert str(KEY) in line["message"]
    texts = journal.path().read_text().splitlines()
    assert [json.loads(texts[place])["key"] for place in (0, 2)] == ["before", "after"]


def test_others_cannot_read_it():
    written(journal.WITHDRAW)

    assert journal.path().stat().st_mode & 0o077 == 0


def test_a_line_that_was_cut_off_spoils_no_other():
    written(journal.WITHDRAW, key="before")
    with journal.path().open("a") as file:
        file.write('{"at": "2026-')
    written(journal.WITHDRAW, key="after")

    texts = journal.path().read_text().splitlines()

    assert [json.loads(texts[place])["key"] for place in (0, 2)] == ["before", "after"]
    with pytest.raises(JournalError, match=r"Line 2 of .* cannot be read. Mend it"):
        journal.lines()


def test_what_was_withdrawn_since_is_withdrawn_again(replayed):
    written(journal.WITHDRAW, key="before", hours=-1)
    written(journal.WITHDRAW, key="after")
    written(journal.WITHDRAW, journal.RESTORE, key="back")
    written(journal.WITHDRAW, journal.RESTORE, journal.WITHDRAW, key="gone")

    done = journal.replay(since=timezone.now())

    assert replayed == ["after", "gone"]
    assert done == (2, ["back"])


def test_a_lost_journal_is_no_empty_one():
    with pytest.raises(JournalError, match="There is no journal at"):
        journal.replay(since=timezone.now())


def test_a_kind_that_nobody_knows_stops_it(replayed):
    journal._append(
        {"at": timezone.now().isoformat(), "kind": "x", "key": "a", "verb": "withdraw"}
    )

    with pytest.raises(JournalError, match="Nobody knows how to withdraw a x again"):
        journal.replay(since=timezone.now())
