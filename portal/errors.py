"""Views for requests that cannot be answered."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render

# Forms that keep what was typed when a session ended: the name of an address and the
# view that answers in place of the refusal. Rooms above fill it when they are ready.
RECOVERIES: dict[str, Callable[..., HttpResponse]] = {}


def csrf_failure(request, reason=""):
    """Say that the session ended, or let the form's own room rescue the words."""
    match = request.resolver_match
    recover = RECOVERIES.get(match.view_name) if match else None
    if recover:
        return recover(request, *match.args, **match.kwargs)
    return render(request, "403_csrf.html", {"next": request.path}, status=403)
