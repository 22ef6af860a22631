"""Public pages for who is not signed in: kept, tagged, and taken from what is kept."""

from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)
from django.utils.translation import get_language_from_request

from portal.editions import kept
from portal.running import maintenance
from portal.running.maintenance import Mode

LONGEST_QUERY = 1000  # characters
SHARED_CACHES = 30  # seconds
CONDITIONS = {
    "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE",
}  # fmt: skip
VARY = ["Accept-Encoding", "Accept-Language", "Cookie", "HX-Request"]


class KeptPagesMiddleware:
    """It stands before all that looks at who is asking: sessions, tokens, messages."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.shelf = kept.Shelf(settings.KEPT_PAGES_MB * 1_000_000)

    def __call__(self, request):
        request.kept_address, request.kept_day = _address(request), None
        if request.kept_address in self.shelf and (day := _today()):
            page = self.shelf.get(request.kept_address, day)
            if page:
                request.resolver_match = page.match  # for the log
                return _sent(request, page)
        response = self.get_response(request)
        return self.finished(request, response)

    def process_view(self, request, view, args, kwargs):
        """Read the edition before the view reads anything."""
        reads = getattr(view, "public_page_reads", None)
        request.is_public_page = reads is not None
        if reads is not None and request.kept_address and _names(request) <= reads:
            request.kept_day = _today()

    def finished(self, request, response):
        if not getattr(request, "is_public_page", False):
            return response
        patch_vary_headers(response, VARY)
        if not _is_for_everybody(request, response):
            return response
        patch_cache_control(
            response, public=True, max_age=0, s_maxage=SHARED_CACHES,
            must_revalidate=True,
        )  # fmt: skip
        response.headers["ETag"] = kept.etag(response)
        if not request.kept_day:
            return _conditional(request, response)
        page = kept.kept(response, request.resolver_match)
        self.shelf.put(request.kept_address, request.kept_day, page)
        return _sent(request, page)


def _today():
    """None while the database is away: pages that need none are still answered.

    It is asked without the look whether the connection still lives
    (CONN_HEALTH_CHECKS), which would double what a kept page costs the database. If the
    connection is dead, the page is made anew, and its first query looks and connects
    again.
    """
    ours: Any = connections[DEFAULT_DB_ALIAS]  # the types do not know of the look
    looked, ours.health_check_done = ours.health_check_done, True
    try:
        return kept.today()
    except Error:
        return None
    finally:
        ours.health_check_done = looked


def _address(request):
    """What an answer may depend on beside the edition; None where none is kept."""
    query = request.META.get("QUERY_STRING", "")
    mode = maintenance.mode()
    if (
        not settings.KEPT_PAGES_MB
        or request.method not in {"GET", "HEAD"}
        or _is_somebody(request)
        or len(query) > LONGEST_QUERY
        or mode == Mode.CLOSED
    ):
        return None
    return (
        request.get_host(),
        request.path_info,
        tuple(_given(request)) if query else (),
        get_language_from_request(request),
        request.META.get("HTTP_HX_REQUEST") == "true",
        mode,
    )


def _is_somebody(request):
    """Whether there is anything about this visitor that a page could show."""
    return not {settings.SESSION_COOKIE_NAME, "messages"}.isdisjoint(request.COOKIES)


def _given(request):
    """Parameters in the order of their names, without what no page reads."""
    for name, values in sorted(request.GET.lists()):
        told = tuple(value for value in values if value)
        if told and not kept.TRACKING.fullmatch(name):
            yield name, told


def _names(request):
    """Of all parameters, also those without a value: a page may say that it knows none
    of that name, and what is kept is for those who did not ask."""
    return {name for name in request.GET if not kept.TRACKING.fullmatch(name)}


def _is_for_everybody(request, response):
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not _is_somebody(request)
        and not response.has_header("Cache-Control")
    )


def _sent(request, page):
    packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    return _conditional(request, page.answer(packed=packed))


def _conditional(request, response):
    if CONDITIONS.isdisjoint(request.META):  # as for most, and soon known
        return response
    return get_conditional_response(
        request, etag=response.headers["ETag"], response=response
    )
