"""A small journal outside the database of what must outlive a restored backup.

One JSON object a line, only ever added to: when, what kind of thing, its key, the verb
and a fact or two; never words. Rooms above say how a withdrawal is done again.
"""

import errno
import hashlib
import json
import logging
import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

logger = logging.getLogger(__name__)

BEGIN = "begin"
WITHDRAW = "withdraw"
RESTORE = "restore"
VERBS = {BEGIN, WITHDRAW, RESTORE}
# Clocks of two machines differ a little; a withdrawal too much does no harm.
MARGIN = timedelta(seconds=10)

# By kind: does a withdrawal again by the key and the line that tells of it, and says
# whether there was anything to do.
REPLAYS: dict[str, Callable[[str, dict], bool]] = {}


@dataclass(frozen=True)
class Mark:
    """How far the journal had come at a moment: so many lines, with their checksum."""

    lines: int
    sha256: str


class JournalError(Exception):
    """The journal cannot be read, so nobody knows what was withdrawn."""


def path() -> Path:
    return Path(settings.JOURNAL_PATH or settings.VAR_DIR / "journal/withdrawals.jsonl")


def note(kind: str, key, verb: str, **facts) -> None:
    """Write a line once the caller's transaction is committed."""
    line = {"kind": kind, "key": str(key), "verb": verb, **facts}
    transaction.on_commit(lambda: _try_to_append(line))


def begin() -> None:
    """Make a journal where there is none; by its first line it is known from others.

    Two may find it empty at once and write one each, which does no harm.
    """
    path().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path().touch(mode=0o600)
    if path().stat().st_size:
        return
    at = timezone.now().isoformat()
    _write({"at": at, "kind": "journal", "key": str(uuid.uuid4()), "verb": BEGIN})


def _try_to_append(line):
    """The withdrawal itself holds, so its answer must not become an error."""
    try:
        _append({"at": timezone.now().isoformat(), **line})
    except OSError:
        logger.critical(
            "The journal has no line for: %(verb)s %(kind)s %(key)s",
            line,
            exc_info=True,
        )


def _append(line):
    begin()
    _write(line)


def _write(line):
    """One write in append mode, so that lines of two processes never mix."""
    with path().open("r+b", buffering=0) as file:
        torn = file.seek(0, os.SEEK_END) and _last_byte(file) != b"\n"
    text = ("\n" * torn + json.dumps(line) + "\n").encode()
    with path().open("ab", buffering=0) as file:
        written = file.write(text)
        os.fsync(file.fileno())
    if written < len(text):  # a disk that is nearly full takes a part and says nothing
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _last_byte(file):
    file.seek(-1, os.SEEK_END)
    return file.read(1)


def mark() -> Mark:
    """How far the journal is now."""
    return _mark(_whole_lines())


def goes_on_from(known: Mark) -> bool:
    """Whether the journal begins with all that was known of it."""
    if not path().exists():
        return False
    return _mark(_whole_lines()[: known.lines]) == known


def lost() -> str:
    """What to say of a journal that does not go on from what was known of it."""
    return (
        f"the journal of withdrawals at {path()} is missing, or not the one that the "
        "newest backup knew. Bring it back from its copy; if it was mended by hand or "
        "is lost for good, see docs/running.md."
    )


def _whole_lines():
    """A last one that is not at its end yet does not count."""
    return path().read_bytes().split(b"\n")[:-1]


def _mark(texts):
    digest = hashlib.sha256(b"\n".join(texts)).hexdigest()
    return Mark(len(texts), digest)


def lines() -> list[dict]:
    """The whole journal, oldest first; raises JournalError with the place to mend."""
    return [line for _, line in _numbered()]


def check() -> None:
    """Raise JournalError if it could not be replayed."""
    for number, line in _numbered():
        if line["verb"] == WITHDRAW and line["kind"] not in REPLAYS:
            raise JournalError(
                f"Nobody knows how to withdraw a {line['kind']} again "
                f"(line {number} of {path()})."
            )


def _numbered():
    """Lines with their numbers; some may have been added by hand."""
    if not path().exists():
        raise JournalError(f"There is no journal at {path()}.")
    for number, text in enumerate(path().read_bytes().split(b"\n"), start=1):
        if not text.strip():
            continue
        try:
            line = _read(text)
        except (ValueError, KeyError, TypeError) as problem:
            raise JournalError(
                f"Line {number} of {path()} cannot be read. Mend it or take it out: "
                "it may be a withdrawal."
            ) from problem
        if line["verb"] != BEGIN:
            yield number, line


def _read(text):
    line = json.loads(text.decode())
    line["at"] = datetime.fromisoformat(line["at"])
    line["kind"] = str(line["kind"])
    line["key"] = str(uuid.UUID(str(line["key"])))
    if timezone.is_naive(line["at"]) or line["verb"] not in VERBS:
        raise ValueError
    return line


def replay(*, since: datetime, known: int | None = None) -> tuple[int, list[str]]:
    """Do the withdrawals after a moment again, and all after the lines ``known`` then.

    A clock that was set back since makes what came later look earlier.
    Returns how many there were to do, and the keys of what was put back since then:
    those stay as the backup has them, for a moderator to decide.
    """
    check()
    last = {
        (line["kind"], line["key"]): line
        for number, line in _numbered()
        if line["at"] >= since - MARGIN or (known is not None and number > known)
    }
    done, put_back = 0, []
    for (kind, key), line in last.items():
        if line["verb"] == RESTORE:
            put_back.append(key)
        else:
            done += REPLAYS[kind](key, line)
    return done, put_back
