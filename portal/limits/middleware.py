"""Too many tries are answered with 429 before anything is done."""

import logging

from django.db import DatabaseError
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from portal.limits import devices, tries
from portal.limits.rates import RATES, SEARCH

SAFE = {"GET", "HEAD", "OPTIONS"}
logger = logging.getLogger(__name__)


class LimitsMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        devices.give_cookie(request, response)
        return response

    def process_view(self, request, view, args, kwargs):
        if request.method not in SAFE:
            return self._send(request)
        return self._search(request) if request.GET.get("q", "").strip() else None

    def _send(self, request):
        what = request.resolver_match.view_name
        if what not in RATES:
            return None
        address = request.POST.get("email", "")
        return _answer(request, tries.begin(what, request, address=address))

    def _search(self, request):
        """Reading goes on while nothing can be written."""
        try:
            return _answer(request, tries.begin(SEARCH, request))
        except DatabaseError as error:
            logger.warning("A search was not counted: %s", type(error).__name__)
            return None


def _answer(request, begun):
    if not begun.wait:
        return None
    response = render(request, "429.html", status=429)
    response["Retry-After"] = begun.wait
    add_never_cache_headers(response)
    return response
