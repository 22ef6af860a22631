"""One table of headers for every class of answer."""

import re

import pytest
from django.urls import clear_url_caches

from portal import urls
from tests.access import table
from tests.hostile import answers
from tests.hostile.answers import AGAIN, FILE, KINDS, MOMENT, NEVER

POLICY = {
    "default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'",
    "connect-src 'self'", "font-src 'self'", "form-action 'self'", "img-src 'self'",
    "manifest-src 'self'", "script-src 'self'", "style-src 'self'",
}  # fmt: skip
SAME = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), "
    "geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), "
    "payment=(), usb=()",
}
HSTS = "max-age=31536000; includeSubDomains; preload"
# What tells of the programs behind the site, or opens it to others.
NOT_THERE = {"Server", "X-Powered-By", "Via", "Access-Control-Allow-Origin"}


@pytest.fixture
def site(settings, db, monkeypatch, tmp_path, caplog):
    """A site as it really runs, behind a proxy that speaks TLS."""
    caplog.set_level("CRITICAL")
    for logger in ("portal.requests", "django.request", "django.security"):
        caplog.set_level("CRITICAL", logger)
    settings.VAR_DIR = tmp_path
    settings.SECURE_SSL_REDIRECT = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, answers.FAILS])
    clear_url_caches()
    yield answers.Site(settings, monkeypatch)
    clear_url_caches()


def kept(answer):
    """How long a browser or a proxy may keep it, as one of the words of the table."""
    told = answer.headers["Cache-Control"].replace(" ", "").split(",")
    if "no-store" in told:
        return NEVER
    if set(told) == {"private", "no-cache"}:
        return AGAIN
    ages = [int(age) for age in re.findall(r"age=(\d+)", ",".join(told))]
    if {"public"} < set(told) and max(ages) <= 30:
        return MOMENT
    return FILE if {"public", "max-age=60"} == set(told) else str(told)


def faults(kind, answer):
    heads = answer.headers
    policy = {
        one.strip() for one in heads.get("Content-Security-Policy", "").split(";")
    }
    found = {name: heads.get(name) for name in SAME if heads.get(name) != SAME[name]}
    found |= {name: heads[name] for name in NOT_THERE if name in heads}
    if answer.status_code != kind.status:
        found["status"] = answer.status_code
    if policy != POLICY:
        found["policy"] = policy
    if (
        answer.wsgi_request.is_secure()
        and heads.get("Strict-Transport-Security") != HSTS
    ):
        found["HSTS"] = heads.get("Strict-Transport-Security")
    if kept(answer) not in ({kind.kept, AGAIN} if kind.kept == MOMENT else {kind.kept}):
        found["kept"] = heads.get("Cache-Control")
    if kind.kept in {MOMENT, NEVER} and "<html" in text(answer):
        varies = set(heads.get("Vary", "").replace(" ", "").split(","))
        if "Cookie" not in varies and answer.status_code < 500:
            found["Vary"] = varies
    if not re.fullmatch(r"[0-9a-f]{32}", heads.get("X-Request-ID", "")):
        found["X-Request-ID"] = heads.get("X-Request-ID")
    if answer.status_code != 304 and "Content-Type" not in heads and text(answer):
        found["Content-Type"] = None
    return found | cookie_faults(answer)


def cookie_faults(answer):
    given = {name: one for name, one in answer.cookies.items() if one.value}
    return {
        name: cookie.OutputString()
        for name, cookie in given.items()
        if not (cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax")
    }


def text(answer):
    return "" if answer.streaming else answer.content.decode()


def test_every_class_of_answer_has_the_same_strict_headers(site):
    found = {}
    for kind in KINDS:
        answer = kind.ask(site)
        if answer.streaming:
            answer.close()
        found[kind.name] = faults(kind, answer)

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_no_class_of_answer_is_missing():
    """The statuses of the table of addresses, and those that come from elsewhere."""
    words = [
        word
        for one in table.ADDRESSES
        for told in (one.get, one.post)
        for words in ([told] if isinstance(told, str) else told.values())
        for word in words.split()
    ]
    elsewhere = {206, 301, 304, 400, 403, 405, 416, 429, 500, 503}

    known = {int(word.rstrip("!")) for word in words if word.rstrip("!").isdigit()}

    assert known | elsewhere == {kind.status for kind in KINDS}


def test_what_is_uploaded_would_need_a_row_of_its_own(settings):
    assert not settings.MEDIA_ROOT
