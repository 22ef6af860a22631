"""When a session has ended, or a token has changed, in the middle of typing.

Words that were typed travel in the form, and are kept for nobody until the person
has signed in again.
"""

from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

BUTTONS = {"go", "save", "preview", "add", "back"}
NOT_TYPED = {"csrfmiddlewaretoken", "login", "password", "seen", *BUTTONS}


class _TokenCheck(CsrfViewMiddleware):
    def _reject(self, request, reason):
        return reason


def token_is_refused(request) -> bool:
    """Django's own check, for views that must answer with the words, not with 403.

    Such a view is marked ``csrf_exempt`` and changes nothing when this is true.
    """
    check = _TokenCheck(lambda request: HttpResponse())
    return check.process_view(request, _anything, (), {}) is not None


def _anything(request):
    """A view that is not exempt from the check."""
    return HttpResponse()


def typed(data) -> list[tuple[str, str]]:
    """What was typed, as names and values for hidden fields."""
    return [
        (name, value)
        for name, values in data.lists()
        if name not in NOT_TYPED
        for value in values
    ]
