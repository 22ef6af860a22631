"""Log lines as JSON, without names, addresses, story or search words.

A line says what happened, where in the code, and under which request id. What people
typed can hide in paths, in the messages of errors and in what libraries print, so
none of these is written.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from http.client import responses
from pathlib import Path

from portal import request_ids

ADDRESS = re.compile(r"[^\s@<>()\[\]'\"=,;:]+@[^\s@<>()\[\]'\"=,;:]+")
OURS = ("portal", "inquiry", "casestudies")
# django-q puts the message of an error behind the name of its job, gunicorn an address
# and pieces of a request behind two words.
CUT = re.compile(r"(Failed '[\w.]+'|Invalid request).*", re.DOTALL)
NO_PAGE = "(no page)"
# What a line does not say need not be found out ("Optimization" in Python's Logging
# HOWTO).
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
logging.logAsyncioTasks = False  # type: ignore[attr-defined]  # from Python 3.12 on
# A line that cannot be written would be printed with its words, and in many lines.
logging.raiseExceptions = False
ENCODED = json.JSONEncoder(ensure_ascii=False).encode
MOST_FRAMES = 12
PHRASES = set(responses.values())  # what Django says of an answer: "Not Found"


class LineFormatter(logging.Formatter):
    """One JSON object a line; ``extra={"facts": {...}}`` adds to it."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
        }
        try:
            return ENCODED(line | content(record))
        except Exception as problem:
            said = {"message": "A line could not be written", "error": error(problem)}
            return ENCODED(line | said)


def content(record):
    """What a line says beside its time and its place."""
    line = {"message": ADDRESS.sub("[e-mail address]", message(record))}
    if request_id := request_ids.current():
        line["request"] = request_id
    line |= getattr(record, "facts", {})
    if record.exc_info and record.exc_info[1]:
        line["error"] = error(record.exc_info[1])
    return line


def message(record):
    """What a record says; of libraries' records only what cannot hold anyone's words."""
    if isinstance(record.msg, BaseException):
        return type(record.msg).__name__
    if record.name.startswith(OURS) or _is_of_the_server_itself(record):
        return record.getMessage()
    if record.name.startswith("django.security"):
        return f"The request was refused: {route(getattr(record, 'request', None))}"
    if hasattr(record, "request"):
        return _without_path(record)
    if record.args:
        return str(record.msg)
    return CUT.sub(r"\1", str(record.msg))


def _is_of_the_server_itself(record):
    """Gunicorn's start, signals and processes; its warnings may hold a request."""
    return record.name == "gunicorn.error" and record.levelno <= logging.INFO


def _without_path(record):
    """Django's "Not Found: /path" with the pattern of the address for the path.

    Django escapes what it hands over, so a path cannot be known by comparing it.
    """
    args = record.args if isinstance(record.args, tuple) else ()
    pattern = route(record.request)
    safe = (
        one if isinstance(one, int) or str(one) in PHRASES else pattern for one in args
    )
    return str(record.msg) % tuple(safe)


def route(request):
    """The pattern of an address, such as ``case-studies/<slug:slug>/``."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else NO_PAGE


def error(exception):
    """The kind of an error, its code and its places in the code; never its message."""
    told = {
        "type": type(exception).__name__,
        "frames": [
            f"{'/'.join(Path(code.co_filename).parts[-3:])}:{line} {code.co_name}"
            for code, line in (
                (frame.f_code, line)
                for frame, line in traceback.walk_tb(exception.__traceback__)
            )
        ][-MOST_FRAMES:],
    }
    if code := _code(exception):
        told["code"] = code
    if cause := exception.__cause__ or exception.__context__:
        told["cause"] = error(cause)
    return told


def _code(exception):
    """What a database or the system calls it: SQLITE_FULL, 53100, disk full."""
    names = ("sqlite_errorname", "pgcode", "strerror")
    found = (getattr(exception, name, None) for name in names)
    return next((str(one) for one in found if one), "")
