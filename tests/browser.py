"""Fixtures of the browser tests: Chromium, phones, no JavaScript, axe."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from tests import chromium, signing_in

PHONE = {"width": 375, "height": 812}
# A window of 1280 by 1024 at 400 % zoom, which is how browsers zoom.
ZOOMED = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}
WIDTH = "document.documentElement.scrollWidth"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": chromium.find(),
        "args": QUIET,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    british = {"locale": "en-GB", "timezone_id": "Europe/London"}
    return {**browser_context_args, **british}


@pytest.fixture(scope="session", autouse=True)
def _playwright_beside_django():
    """Playwright keeps an event loop in the test's thread; Django would refuse it."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture
def complaints():
    """What the browser's console complained of: CSP, missing files, broken scripts.

    Anything left here fails the test; one that provokes a complaint clears it.
    """
    return []


@pytest.fixture
def new_context(new_context, complaints):
    """``new_context()`` is one more visitor, with cookies of their own."""

    def watched(**options):
        context = new_context(**options)
        context.set_default_timeout(10_000)
        context.on("console", lambda message: _listen(message, complaints))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        return context

    yield watched
    assert complaints == []


def _listen(message, complaints):
    """A page may answer 403 or 404 itself; whatever it loads may not."""
    page = message.page.url.partition("#")[0] if message.page else ""
    if message.type == "error" and not (
        message.text.startswith("Failed to load resource")
        and message.location["url"] == page
    ):
        complaints.append(f"{message.text} ({message.location['url']})")


@pytest.fixture
def mobile_page(new_context):
    return new_context(viewport=PHONE, has_touch=True).new_page()


@pytest.fixture
def no_js_page(new_context):
    return new_context(viewport=PHONE, java_script_enabled=False).new_page()


@pytest.fixture
def sign_in_page(live_server):
    """``sign_in_page(page, user)`` gives the page's visitor a session of the user."""

    def sign_in(page, user):
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        signing_in.with_all_factors(session, user)
        session.save()
        name, value = settings.SESSION_COOKIE_NAME, session.session_key
        page.context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url}]
        )
        return page

    return sign_in


@pytest.fixture
def visitor(new_context, sign_in_page):
    """``visitor(user=..., **options)`` is a page on a phone, signed in if told so."""

    def visit(user=None, **options):
        page = new_context(**{"viewport": PHONE, **options}).new_page()
        return sign_in_page(page, user) if user else page

    return visit


@pytest.fixture(scope="session")
def axe():
    """``axe(page)`` fails with a readable list when axe finds anything."""
    checker = Axe()
    options = {"runOnly": WCAG, "resultTypes": ["violations"]}

    def check(page):
        found = checker.run(page, options=options).response["violations"]
        lines = [
            f"{one['id']}: {one['help']}: {node['html'][:200]}"
            for one in found
            for node in one["nodes"]
        ]
        assert not lines, "\n".join([page.url, *lines])

    return check
