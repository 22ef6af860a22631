"""One answer of every class that the site can give, from a site as it really runs."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.urls import path, reverse

from casestudies.stories.workflow import State
from portal.limits.rates import RATES
from portal.running import maintenance
from tests import factories
from tests.access import asking, world

TLS = {"secure": True}
NEVER = "no browser keeps it"
AGAIN = "a browser asks again each time"
FILE = "a file, which never changes under its name"
MOMENT = "public, for half a minute at most"


@dataclass(frozen=True)
class Kind:
    """``status`` and how long an answer of this class may be ``kept``."""

    name: str
    status: int
    kept: str
    ask: object  # of a Site


class Site:
    """Browsers by role, and stories that are published and withdrawn."""

    def __init__(self, settings, monkeypatch):
        self.settings, self.monkeypatch = settings, monkeypatch
        self.here = world.build(State.PUBLISHED)
        self.gone = world.build(State.WITHDRAWN)
        self.draft = factories.draft_revision()
        people = self.here.people
        self.browsers = {role: asking.client(people[role]) for role in people}
        self.careful = Client(enforce_csrf_checks=True)
        for one in [self.careful, *self.browsers.values()]:
            one.raise_request_exception = False

    def get(self, address, who="anonymous", **more):
        return self.browsers[who].get(address, **{**TLS, **more})

    def post(self, address, fields=None, who="anonymous", **more):
        return self.browsers[who].post(address, fields or {}, **{**TLS, **more})

    def path(self, name, kind=""):
        return reverse(name, kwargs=self.here.kwargs[kind])

    def again(self, address, **more):
        """Asked once more with the mark that the first answer had."""
        first = self.get(address, **more)
        if first.streaming:
            first.close()
        mark = first.headers.get("ETag", "")
        return self.get(address, **more, HTTP_IF_NONE_MATCH=mark)

    def too_often(self):
        what = "account_reset_password"
        few = [rate._replace(times=0) for rate in RATES[what]]
        with self.monkeypatch.context() as patch:
            patch.setitem(RATES, what, few)
            return self.post(reverse(what), {"email": "a@example.org"})

    def without_database(self, address, who="anonymous", fields=None):
        def refuse(execute, sql, params, many, context):
            raise OperationalError

        cache.clear()  # of what a page is made of
        with connection.execute_wrapper(refuse):
            if fields:
                return self.post(address, fields, who)
            return self.get(address, who)

    def during(self, mode, method, *asked):
        maintenance.change(mode)
        try:
            return getattr(self, method)(*asked)
        finally:
            maintenance.change(maintenance.Mode.OPEN)

    def without_templates(self):
        before, self.settings.TEMPLATES = self.settings.TEMPLATES, []
        try:
            return self.get("/about/")
        finally:
            self.settings.TEMPLATES = before


def fail(request):
    raise RuntimeError


fail.login_required = False
FAILS = path("fails/", fail)
CSS = "/static/css/site.css"
READ_ONLY, CLOSED = maintenance.Mode.READ_ONLY, maintenance.Mode.CLOSED
KINDS = [
    Kind("page", 200, MOMENT, lambda s: s.get("/")),
    Kind("page of a library", 200, NEVER, lambda s: s.get("/account/login/")),
    Kind("private page", 200, NEVER, lambda s: s.get("/account/", "teller")),
    Kind("administration", 200, NEVER, lambda s: s.get("/admin/", "administrator")),
    Kind("JSON", 200, NEVER, lambda s: s.get("/health/live")),
    Kind("JSON, not ready", 503, NEVER, lambda s: s.get("/health/ready")),
    Kind("JSON, too late", 401, AGAIN,
         lambda s: s.post(s.path("telling:autosave", "question"))),
    Kind("to https", 301, AGAIN, lambda s: s.get("/", secure=False)),
    Kind("to the slash", 301, AGAIN, lambda s: s.get("/case-studies")),
    Kind("to sign in", 302, AGAIN, lambda s: s.get("/account/")),
    Kind("to the administration", 302, AGAIN, lambda s: s.get("/admin/")),
    Kind("after a form", 302, NEVER,
         lambda s: s.post("/account/name/", {"name": "Jo"}, "stranger")),
    Kind("not our name", 400, AGAIN, lambda s: s.get("/", HTTP_HOST="evil.test")),
    Kind("not our name, to https", 400, AGAIN,
         lambda s: s.get("/", HTTP_HOST="evil.test", secure=False)),
    Kind("no form of ours", 400, NEVER,
         lambda s: s.post(s.path("organisations:decide", "request"), who="teller")),
    Kind("too many fields", 400, AGAIN,
         lambda s: s.post("/account/login/", {f"x{n}": "" for n in range(3000)})),
    Kind("no token", 403, AGAIN, lambda s: s.careful.post("/account/login/", **TLS)),
    Kind("no token, words", 403, NEVER,
         lambda s: s.post(s.path("telling:question", "question"), {"a": "b c"})),
    Kind("not allowed", 403, NEVER, lambda s: s.get("/moderation/", "teller")),
    Kind("not there", 404, AGAIN, lambda s: s.get("/nowhere/")),
    Kind("not there for you", 404, NEVER,
         lambda s: s.get(s.path("stories:check", "story"), "stranger")),
    Kind("not so", 405, AGAIN, lambda s: s.post("/")),
    Kind("not so, with words", 405, NEVER,
         lambda s: s.get(s.path("organisations:decide", "request"), "teller")),
    Kind("somebody was quicker", 409, NEVER,
         lambda s: s.post(s.path("telling:question", "question"), {}, "teller")),
    Kind("withdrawn", 410, AGAIN,
         lambda s: s.get(reverse("stories:detail", kwargs=s.gone.kwargs["page"]))),
    Kind("too often", 429, NEVER, lambda s: s.too_often()),
    Kind("our fault", 500, AGAIN, lambda s: s.get("/fails/")),
    Kind("our fault, in private", 500, NEVER, lambda s: s.get("/fails/", "teller")),
    Kind("our fault, bare", 500, AGAIN, lambda s: s.without_templates()),
    Kind("database away", 503, NEVER, lambda s: s.without_database("/case-studies/")),
    Kind("database away, words", 503, NEVER,
         lambda s: s.without_database("/account/name/", "teller", {"name": "Jo Y"})),
    Kind("read-only", 503, NEVER,
         lambda s: s.during(READ_ONLY, "post", "/account/name/", {"name": "a b"})),
    Kind("closed", 503, NEVER, lambda s: s.during(CLOSED, "get", "/")),
    Kind("file", 200, FILE, lambda s: s.get(CSS)),
    Kind("file, unchanged", 304, FILE, lambda s: s.again(CSS)),
    Kind("file, in part", 206, FILE, lambda s: s.get(CSS, HTTP_RANGE="bytes=0-9")),
    Kind("file, no such part", 416, AGAIN,
         lambda s: s.get(CSS, HTTP_RANGE="bytes=999999999-")),
    Kind("file, not so", 405, AGAIN, lambda s: s.post(CSS)),
    Kind("file, not there", 404, AGAIN, lambda s: s.get("/static/nothing.css")),
]  # fmt: skip
