"""Public pages as they were answered, kept for one edition of them and one day."""

import contextlib
import functools
import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from asgiref.local import Local
from django.conf import settings
from django.http import HttpResponse
from django.urls import ResolverMatch
from django.utils import timezone
from django.utils.translation import get_language

from portal.editions.models import Edition

# Parameters added to links by newsletters and social media; no page reads them.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|msclkid")
OVERHEAD = 2000  # bytes of a page beside its body, about


def public_page(*reads: str) -> Callable:
    """Mark a view that answers alike to everybody who is not signed in.

    What it shows may change with the edition, the day and the language, and with the
    parameters of the address named in ``reads``; an address with any other parameter
    is answered anew each time. Whoever changes what such a view shows calls
    Edition.renew() in the same transaction.
    """

    def mark(view: Callable) -> Callable:
        @functools.wraps(view)
        def answered(request, *args, **kwargs):
            day = getattr(request, "kept_day", None)
            with _one_edition(day[0] if day else None):
                return view(request, *args, **kwargs)

        marked: Any = answered
        marked.public_page_reads = frozenset(reads)
        return marked

    return mark


_of_this_page = Local()


@contextlib.contextmanager
def _one_edition(edition: str | None) -> Iterator[None]:
    """Within it the edition is asked for once at most, and not at all if it is known.

    Asked before the page reads anything else, it errs as ``today`` does.
    """
    _of_this_page.editions = [edition] if edition else []
    try:
        yield
    finally:
        del _of_this_page.editions


def _edition() -> str:
    """That of this page if there is one, else the current one."""
    editions: list[str] = getattr(_of_this_page, "editions", [])
    if not editions:
        editions.append(Edition.current())
    return editions[0]


@dataclass(frozen=True)
class KeptPage:
    """An answer with status 200: its headers, its body in gzip, and who made it.

    The headers are those that do not depend on how the body travels.
    """

    headers: dict[str, str]
    body: bytes
    match: ResolverMatch

    @property
    def size(self) -> int:
        return len(self.body) + OVERHEAD

    def answer(self, *, packed: bool) -> HttpResponse:
        """The page again; ``packed`` for who can read gzip."""
        body = self.body if packed else gzip.decompress(self.body)
        response = HttpResponse(body, headers=self.headers)
        response.headers["Content-Length"] = str(len(body))
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        return response


def kept(response: HttpResponse, match: ResolverMatch) -> KeptPage:
    """What to keep of an answer."""
    body = gzip.compress(response.content, compresslevel=5, mtime=0)
    headers = dict(response.items())
    headers.pop("Content-Length", None)
    return KeptPage(headers, body, match)


def etag(response: HttpResponse) -> str:
    """Of the words themselves, so that it never stands for other words. It is weak,
    since the same words also travel as gzip."""
    return f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'


Day = tuple[str, date]


def today() -> Day:
    """The edition and the day that a page is kept for. One query.

    To be asked before the page reads anything: what changes meanwhile then belongs
    to the next edition, and is at worst shown too early, and never too late.
    """
    return Edition.current(), _day()


def _day() -> date:
    zone = timezone.get_default_timezone()  # a kept page has no reader of its own
    return timezone.localdate(timezone=zone)


Kept = TypeVar("Kept")


def for_edition(read: Callable[[], Kept]) -> Callable[[], Kept]:
    """Let a function read anew only in a new edition or on a new day: else one query.

    What it gives is shared by all who call it, so it must not be changed.
    """
    held: dict[str, tuple[Day, Kept]] = {}

    @functools.wraps(read)
    def once() -> Kept:
        if not settings.KEPT_PAGES_MB:
            return read()
        language, now = get_language() or "", (_edition(), _day())
        if language not in held or held[language][0] != now:
            held[language] = now, read()
        return held[language][1]

    return once


Key = TypeVar("Key", bound=Hashable)


class EditionDrawer(Generic[Key, Kept]):
    """What a process knows of things as they stand in one edition and on one day, at
    most so many.

    What it gives is shared by all who ask, so it must not be changed.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._edition: Hashable = None
        self._held: dict[Key, Kept] = {}

    def take(
        self, keys: Collection[Key], read: Callable[[list[Key]], dict[Key, Kept]]
    ) -> dict[Key, Kept]:
        """Those there are; ``read`` is asked for what is not yet known."""
        if not settings.KEPT_PAGES_MB:
            return read(list(keys))
        held = self._of((get_language() or "", _edition(), _day()))
        if unknown := [key for key in keys if key not in held]:
            held.update(read(unknown))
        return {key: held[key] for key in keys if key in held}

    def _of(self, edition: Hashable) -> dict[Key, Kept]:
        """A new edition begins anew: who still reads for the last one keeps that."""
        if edition != self._edition or len(self._held) > self.most:
            self._edition, self._held = edition, {}
        return self._held


class Shelf:
    """The pages of one day, in at most so many bytes; those asked for last stay."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._day: Any = None
        self._size = 0
        self._lock = threading.Lock()

    def __contains__(self, address: Hashable) -> bool:
        """Whether there is a page, perhaps of a day gone by."""
        return address in self._pages

    def get(self, address: Hashable, day: Day) -> KeptPage | None:
        with self._lock:
            if day != self._day or address not in self._pages:
                return None
            self._pages.move_to_end(address)
            return self._pages[address]

    def put(self, address: Hashable, day: Day, page: KeptPage) -> None:
        """Keep a page, and none of another day."""
        with self._lock:
            if day != self._day:
                self._pages.clear()
                self._size, self._day = 0, day
            if old := self._pages.pop(address, None):
                self._size -= old.size
            self._pages[address] = page
            self._size += page.size
            while self._size > self.most:
                _, oldest = self._pages.popitem(last=False)
                self._size -= oldest.size
