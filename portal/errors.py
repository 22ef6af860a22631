"""Views for requests that cannot be answered."""

from http import HTTPStatus

from django.shortcuts import render
from django.urls import Resolver404, resolve

from portal.accounts import kept_words


def csrf_failure(request, reason=""):
    return kept_words.hand_back(request)


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
