"""Hostile cookies and headers, and the forms of the desk."""

import os

import pytest

from casestudies.stories.workflow import State
from portal.limits.devices import COOKIE as DEVICE
from tests.hostile import asking, odd

pytestmark = pytest.mark.both_databases

EVERY = os.environ.get("HOSTILE") == "all"
COOKIES = ["sessionid", "csrftoken", "messages", DEVICE, "django_language", "odd"]
HEADERS = [
    "HTTP_HOST", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_ACCEPT",
    "HTTP_X_FORWARDED_PROTO", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING",
    "HTTP_HX_REQUEST", "HTTP_HX_CURRENT_URL", "HTTP_HX_TARGET", "HTTP_HX_PROMPT",
    "HTTP_X_REQUEST_ID", "HTTP_X_HEALTH_KEY", "HTTP_IF_NONE_MATCH", "HTTP_REFERER",
    "HTTP_IF_MODIFIED_SINCE", "HTTP_ORIGIN", "HTTP_USER_AGENT", "HTTP_RANGE",
    "HTTP_X_CSRFTOKEN", "HTTP_AUTHORIZATION", "HTTP_X_HTTP_METHOD_OVERRIDE",
]  # fmt: skip
# As a server hands them on: each byte is one letter.
RAW = [
    "\x00", "\xff\xfe", "\xed\xa0\x80", "\xe2\x80\xa8", "a" * 10_000, "-1", "1e309",
    "[::1", "a, b, c", '"', 'W/"', "=;=;=", "%00%ff", "http://[x", "*", "a-" * 1000,
]  # fmt: skip
ODD_COOKIES = [
    *RAW,
    "a:b:c",
    "::::",
    ".eJw:1:x",
    "W10:1:x",
    '"\\054\\073"',
    "{}",
    "1.2.3",
]
PLACES = [
    ("anonymous", ["/", "/case-studies/?q=a", "/account/login/", "/health/ready"]),
    ("teller", ["/account/", "/share/stories/"]),
    ("moderator", ["/moderation/"]),
    ("administrator", ["/admin/"]),
]


@pytest.mark.parametrize(("role", "paths"), PLACES)
def test_no_cookie_and_no_header_is_a_fault(site, role, paths):
    here, faults = site(State.PUBLISHED, role), []

    step = 1 if EVERY else 10
    for path in paths if EVERY else paths[:2]:
        for at, header in enumerate(HEADERS):
            for value in RAW[at % step :: step]:
                answer = asking.get(here.browser, path, "", **{header: value})
                faults.append((path, header, value[:20], asking.fault(answer)))
    for cookie in COOKIES:
        for value in ODD_COOKIES[:: 1 if EVERY else 2]:
            kept = here.browser.cookies.get("sessionid")
            signed_in = f"; sessionid={kept.value}" if kept else ""
            cookies = f"{cookie}={value}" + (signed_in if cookie != "sessionid" else "")
            answer = asking.get(here.browser, paths[0], "", HTTP_COOKIE=cookies)
            faults.append((paths[0], cookie, value[:20], asking.fault(answer)))

    assert [one for one in faults if one[-1]] == []


@pytest.mark.parametrize(
    ("role", "state", "rooms"),
    [
        ("moderator", State.SUBMITTED, ("moderation:", "learning:", "accounts:")),
        ("administrator", State.PUBLISHED, ("learning:", "accounts:", "admin:")),
    ],
)
def test_no_field_of_the_desk_is_a_fault(site, role, state, rooms):
    here = site(state, role, administration=True)
    faults = []

    for at, (name, path) in enumerate(here.paths.items()):
        if not name.startswith(rooms):
            continue
        for method in ("get", "post"):
            fields = here.of(method, path)
            names = [field for field, _value in fields]
            if method == "get":
                names += [*asking.READ, "id__in", "pk__gte", "_popup", "_to_field", "e"]
            values = [odd.ALL, *odd.VALUES.values()]
            step = 1 if EVERY else 20
            for value in [odd.ALL, *values[at % step :: step]] if names else []:
                query = odd.pairs([(field, value) for field in names])
                ask = asking.get if method == "get" else asking.post
                answer = ask(here.browser, path, query)
                faults.append((name, method, value[:40], asking.fault(answer)))

    assert len(faults) > 10
    assert [one for one in faults if one[-1]] == []
