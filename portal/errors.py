"""Views for requests that cannot be answered."""

import sys
from http import HTTPStatus

from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseNotAllowed
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.cache import add_never_cache_headers
from django.views.defaults import bad_request

from portal.accounts import kept_words

# When not even a template can be read.
BARE = (
    b"<!doctype html><html lang=en-GB><meta charset=utf-8>"
    b"<title>Sorry, something went wrong - Creating Light</title>"
    b"<h1>Sorry, something went wrong</h1>"
    b"<p>The fault is ours. If you were typing, press Back: your words should still be "
    b"there. What you saved before is safe.</p><p><a href=/>Go to the start page</a>"
)

# The database is away, starts again, is locked for too long, or its disk is full.
AWAY = (OperationalError, InterfaceError)
RETRY_AFTER = 60  # seconds


def csrf_failure(request, reason=""):
    return kept_words.hand_back(request)


def server_error(request):
    """Needs no database, no session, and, if it must be, no template either.

    Django calls it while the fault is being handled, wherever that came up.
    """
    fault = sys.exc_info()[1]
    try:
        if is_away(fault):
            return _later(request)
        return HttpResponse(render_to_string("500.html"), status=500)
    except Exception:  # whatever it is, the visitor gets a sentence
        return HttpResponse(BARE, status=500)


def is_away(fault):
    """Whether the database could not do its work, whatever it was asked.

    psycopg raises a bare DatabaseError, without the code that the server gives each
    error of its own, where the connection broke in the middle of an answer.
    """
    if isinstance(fault, AWAY):
        return True
    is_bare = type(fault) is DatabaseError
    return is_bare and getattr(fault.__cause__, "pgcode", "") is None


def _later(request):
    """What was sent is carried in the page, to be sent again when all is well."""
    context = {
        **kept_words.carried(request),
        "is_reading": request.method in {"GET", "HEAD"},
        "csrf_token": get_token(request),
    }
    answer = HttpResponse(render_to_string("503.html", context), status=503)
    answer.headers["Retry-After"] = str(RETRY_AFTER)
    add_never_cache_headers(answer)
    return answer


class VerbsMiddleware:
    """The site is read by GET and HEAD and changed by POST.

    Any other verb is refused before anybody's session is looked up: many a view,
    of the libraries too, takes what is no POST for a GET.
    """

    TAKEN = ("GET", "HEAD", "POST")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in self.TAKEN:
            return self.get_response(request)
        return HttpResponseNotAllowed(self.TAKEN, content_type="text/plain")


class NonsenseMiddleware:
    """Django's administration takes an empty ``_to_field`` for the name of a field,
    and any digits for a number that a database holds. Both are bad requests."""

    NONSENSE = (FieldDoesNotExist, OverflowError)

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        is_administration = resolve(request.path_info).app_name == "admin"
        if is_administration and isinstance(exception, self.NONSENSE):
            return bad_request(request, exception)
        return None


class FormsOnlyMiddleware:
    """Words for who opens the address of a form's answer, such as by a reload.

    Django says 405 with nothing in it, which a browser shows as its own error page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        refused = answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        if not refused or request.method != "GET" or answer.content:
            return answer
        context = {"above": page_above(request.path_info)}
        page = render(request, "405.html", context, status=answer.status_code)
        page["Allow"] = answer["Allow"]
        return page


def page_above(path):
    """The address one level up, or nothing if no page about the same thing is there."""
    above = path.rstrip("/").rpartition("/")[0] + "/"
    try:
        found = resolve(above)
    except Resolver404:
        return ""
    return above if found.kwargs.items() <= resolve(path).kwargs.items() else ""
