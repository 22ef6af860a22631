"""What happens to every request: an id, a log line, and the door during maintenance."""

import logging
import time

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.deprecation import MiddlewareMixin

from portal import request_ids
from portal.accounts import kept_words
from portal.logs import route
from portal.running import maintenance
from portal.running.maintenance import Mode

logger = logging.getLogger("portal.requests")

HEALTH = "/health/"
READING = {"GET", "HEAD", "OPTIONS"}
RETRY_AFTER = 300  # seconds
CLOSED = (
    b"<!doctype html><html lang=en-GB><meta charset=utf-8>"
    b"<title>We will be back soon - Creating Light</title>"
    b"<h1>We will be back soon</h1>"
    b"<p>The site is being put back in order. Please try again in a few minutes."
)


class RequestMiddleware:
    """Give each request an id, and each answer a line in the log."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(HEALTH):
            request.META.pop("HTTP_COOKIE", None)  # nobody's session is looked up
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        with request_ids.bound(given) as request_id:
            started = time.monotonic()
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id
            self.log(request, response, time.monotonic() - started)
        return response

    def log(self, request, response, seconds):
        if request.path_info.startswith(HEALTH) or not request.resolver_match:
            return  # every few seconds, or a file
        facts = {
            "method": request.method,
            "route": route(request),
            "status": response.status_code,
            "ms": round(seconds * 1000),
        }
        logger.info("answered", extra={"facts": facts})


class MaintenanceMiddleware(MiddlewareMixin):
    """Hold what is sent while the site is read-only, and everything while it is closed.

    It stands behind the check of the token, so that no other site can fill the page
    with words of its own.
    """

    def process_request(self, request):
        is_health = request.path_info.startswith(HEALTH)
        if maintenance.mode() == Mode.CLOSED and not is_health:
            return _later(HttpResponse(CLOSED, status=503))
        return None

    def process_view(self, request, view, args, kwargs):
        if request.method in READING or maintenance.mode() == Mode.OPEN:
            return None
        context = kept_words.carried(request)
        page = "portal/running/maintenance.html"
        return _later(render(request, page, context, status=503))


def _later(response):
    response.headers["Retry-After"] = str(RETRY_AFTER)
    add_never_cache_headers(response)
    return response
