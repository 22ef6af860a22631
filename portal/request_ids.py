"""One id for all that a click sets off: its page, its log lines, its jobs and mail."""

import re
import secrets
from contextlib import contextmanager
from contextvars import ContextVar

# As a proxy makes them, or a UUID. No word can be spelled in one, nor an address.
SHAPE = re.compile(r"[0-9a-f]{8}[0-9a-f-]{8,56}")

_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """The id of what this thread works on; empty when nobody asked for it."""
    return _current.get()


def accepted(text: str) -> str:
    """An id that came from outside, if it has the shape of one, or else a new one."""
    return text if SHAPE.fullmatch(text) else secrets.token_hex(16)


@contextmanager
def bound(request_id: str = ""):
    """Work under an id: the given one, the one at hand, or a new one.

    ``@bound()`` before a function gives each call its id.
    """
    token = _current.set(accepted(request_id or current()))
    try:
        yield current()
    finally:
        _current.reset(token)
