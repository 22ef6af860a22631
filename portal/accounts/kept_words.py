"""Words that were typed when a session ended, a token changed, or a second factor
came to be asked for, in between.

They travel in the page that answers, and are kept nowhere else.
"""

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_variables

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
# Passwords, codes and whole administrations: these ask anew instead.
LIBRARIES = ("account_", "mfa_", "usersessions_", "admin:")
BUTTON = "back-to-my-words"
NEVER = {"csrfmiddlewaretoken", "login", BUTTON}


class LoginRequired(LoginRequiredMiddleware):
    """Everybody signs in first; a form that was sent too late is handed back."""

    def handle_no_permission(self, request, view_func):
        if can_keep(request):
            return page(request)
        return super().handle_no_permission(request, view_func)


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


def typed(data, *, leave_out=frozenset()) -> list[tuple[str, str]]:
    """What was typed, as names and values for hidden fields; never a password.

    Without null characters: PostgreSQL keeps none, and nobody means them.
    """
    return [
        (name.replace("\x00", ""), value.replace("\x00", ""))
        for name, values in data.lists()
        if name not in NEVER | leave_out and "password" not in name
        for value in values
    ]


def can_keep(request) -> bool:
    """Whether this is a plain form of ours with something in it.

    The words of a form that another site sent must not get a token of ours.
    """
    match = request.resolver_match
    return bool(
        request.method == "POST"
        and request.content_type in FORMS
        and not getattr(request, "htmx", False)  # a fault may come before it is set
        and match
        and not (match.view_name or "").startswith(LIBRARIES)
        and not request.FILES
        and typed(request.POST)
        and is_ours(request)
    )


def is_ours(request) -> bool:
    """Whether a page of this site sent the form, by its token or as the browser says."""
    return not token_is_refused(request) or _is_from_here(request)


@sensitive_variables("fields")
def carried(request) -> dict:
    """The context of a page that carries what was typed; empty where it must not."""
    fields = typed(request.POST) if can_keep(request) else []
    return {
        "typed": fields,
        "words": [value for _name, value in fields if " " in value],
    }


def _is_from_here(request) -> bool:
    """Whether a page of this site sent the form, as the browser says."""
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    here = f"{request.scheme}://{request.get_host()}/"
    return f"{sender}/".startswith(here)


def hand_back(request):
    """The words in a page where they can be kept, else that the session ended."""
    if can_keep(request):
        return page(request)
    return render(request, "403_csrf.html", {"next": request.path}, status=403)


def page(request, *, second_step=""):
    """The words, with a button that sends them to the same address once more.

    It says nothing of what is kept there: the view asks again who may do what.
    ``second_step`` is where the person first shows or sets up a second factor.
    """
    context = {
        **carried(request),
        "button": BUTTON,
        "still_out": BUTTON in request.POST,
        "second_step": second_step,
    }
    response = render(request, "portal/accounts/kept_words.html", context, status=403)
    add_never_cache_headers(response)
    return response
