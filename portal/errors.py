"""Views for requests that cannot be answered."""

from django.http import HttpResponse
from django.template.loader import render_to_string

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
