"""A registry: what other rooms do before an inquiry is deleted."""

from collections.abc import Callable

from inquiry.telling.models import Inquiry

_hooks: list[Callable] = []


class CannotDiscardError(Exception):
    """The story has been sent in once, so it is not only the tellers' any more."""


def register(hook: Callable) -> Callable:
    """Add ``hook(inquiry, by=user)``; it deletes what hangs on the inquiry, inside the
    same transaction, or raises CannotDiscardError."""
    if hook not in _hooks:
        _hooks.append(hook)
    return hook


def clear(inquiry: Inquiry, *, by) -> None:
    for hook in _hooks:
        hook(inquiry, by=by)
