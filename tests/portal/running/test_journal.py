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

KEY, BEFORE, AFTER, BACK, GONE = (str(uuid.uuid4()) for _ in range(5))


@pytest.fixture
def replayed(monkeypatch):
    """The keys that were withdrawn again."""
    found = []
    replays = {"thing": lambda key, line: not found.append(key)}
    monkeypatch.setattr(journal, "REPLAYS", replays)
    return found


def written(*verbs, key=KEY, hours=1):
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
        "key": KEY,
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
    assert KEY in line["message"]


@pytest.fixture
def little_room():
    """``little_room(size)``: no file of this process grows over that many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.django_db(transaction=True)
def test_a_line_that_has_no_room_is_told_of_and_spoils_no_other(little_room, log):
    written(journal.WITHDRAW, key=BEFORE)
    size = journal.path().stat().st_size

    with transaction.atomic():
        journal.note("thing", KEY, journal.WITHDRAW)
        little_room(size + 20)
    little_room(-1)
    written(journal.WITHDRAW, key=AFTER)

    [line] = log()
    assert line["level"] == "CRITICAL"
    assert KEY in line["message"]
    texts = journal.path().read_text().splitlines()
    assert [json.loads(texts[place])["key"] for place in (1, 3)] == [BEFORE, AFTER]


def test_others_cannot_read_it():
    written(journal.WITHDRAW)

    assert journal.path().stat().st_mode & 0o077 == 0


def test_a_journal_that_has_no_line_yet_gets_one_of_its_own():
    """Earlier versions began it without, and a begin can be cut off."""
    journal.path().parent.mkdir()
    journal.path().touch(mode=0o600)
    journal.begin()
    known = journal.mark()

    journal.path().unlink()
    written(journal.WITHDRAW)

    assert not journal.goes_on_from(known)


def test_a_line_that_was_cut_off_spoils_no_other():
    written(journal.WITHDRAW, key=BEFORE)
    with journal.path().open("a") as file:
        file.write('{"at": "2026-')
    written(journal.WITHDRAW, key=AFTER)

    texts = journal.path().read_text().splitlines()

    assert [json.loads(texts[place])["key"] for place in (1, 3)] == [BEFORE, AFTER]
    with pytest.raises(JournalError, match=r"Line 3 of .* cannot be read. Mend it"):
        journal.lines()


def test_what_was_withdrawn_since_is_withdrawn_again(replayed):
    written(journal.WITHDRAW, key=BEFORE, hours=-1)
    written(journal.WITHDRAW, key=AFTER)
    written(journal.WITHDRAW, journal.RESTORE, key=BACK)
    written(journal.WITHDRAW, journal.RESTORE, journal.WITHDRAW, key=GONE)

    done = journal.replay(since=timezone.now())

    assert replayed == [AFTER, GONE]
    assert done == (2, [BACK])


def test_a_lost_journal_is_no_empty_one():
    with pytest.raises(JournalError, match="There is no journal at"):
        journal.replay(since=timezone.now())


def test_a_kind_that_nobody_knows_stops_it(replayed):
    journal._append(
        {"at": timezone.now().isoformat(), "kind": "x", "key": KEY, "verb": "withdraw"}
    )

    with pytest.raises(JournalError, match="Nobody knows how to withdraw a x again"):
        journal.replay(since=timezone.now())


def test_empty_lines_are_passed_over(replayed):
    journal.begin()
    journal.path().write_text("\n  \n")
    written(journal.WITHDRAW)

    assert journal.replay(since=timezone.now()) == (1, [])


GOOD = {"at": "2030-01-01T00:00:00Z", "kind": "thing", "key": KEY, "verb": "withdraw"}


@pytest.mark.parametrize(
    "line",
    [
        json.dumps(GOOD | {"at": "2030-01-01T00:00:00"}).encode(),
        json.dumps(GOOD | {"key": "nonsense"}).encode(),
        json.dumps(GOOD | {"key": 5}).encode(),
        json.dumps(GOOD | {"verb": "withdrew"}).encode(),
        b"[]",
        b"\xff\xfe",
        json.dumps(GOOD).encode("utf-16"),
    ],
)
def test_a_line_that_somebody_wrote_wrongly_is_found_by_its_number(replayed, line):
    written(journal.WITHDRAW)
    with journal.path().open("ab") as file:
        file.write(b"\n" + line + b"\n")

    with pytest.raises(JournalError, match=r"Line 4 of .* cannot be read. Mend it"):
        journal.check()
