"""Views for requests that cannot be answered."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from portal.accounts import kept_words

# When not even a template can be read.
BARE = (
    b"<!doctype html><html lang=en-GB><meta charset=utf-8>"
    b"<title>Sorry, something went wrong - Creating Light</title>"
    b"<h1>Sorry, something went wrong</h1>"
    b"<p>The fault is ours. If you were typing, press Back: your words should still be "
    b"there. What you saved before is safe.</p><p><a href=/>Go to the start page</a>"
)


def csrf_failure(request, reason=""):
    return kept_words.hand_back(request)


def server_error(request):
    """Needs no database, no session, and, if it must be, no template either."""
    try:
        return HttpResponse(render_to_string("500.html"), status=500)
    except Exception:  # whatever it is, the visitor gets a sentence
        return HttpResponse(BARE, status=500)


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
