"""Bytes that no form sends: a clean page or a refusal, never a fault of ours."""

import os
from urllib.parse import quote

import pytest

from casestudies.stories.workflow import State
from tests.hostile import asking, odd

pytestmark = pytest.mark.both_databases
EVERY = os.environ.get("HOSTILE") == "all"
SOME = 1 if EVERY else 6  # every how many of the fields, values and bodies

WHO_WHEN = [
    ("anonymous", State.PUBLISHED),
    ("teller", State.DRAFT),
]


def ask(site, method, path, fields):
    if method == "get":
        return asking.get(site.browser, path, odd.pairs(fields))
    return asking.post(site.browser, path, odd.pairs(fields))


def asked(site, path, method):
    """Names and encoded values of what the address reads."""
    given = [(name, quote(value)) for name, value in site.of(method, path)]
    if method == "post":
        return given
    return given + [(name, "") for name in asking.READ if name not in dict(given)]


@pytest.mark.parametrize(("role", "state"), WHO_WHEN)
def test_odd_bytes_in_one_field_of_a_good_form_are_no_fault(site, role, state):
    here, faults = site(state, role), []

    for at, (name, path) in enumerate(here.paths.items()):
        for method in ("get", "post"):
            fields = asked(here, path, method)
            for field, _value in fields[at % SOME :: SOME]:
                changed = [(n, odd.ALL if n == field else v) for n, v in fields]
                answer = ask(here, method, path, changed)
                faults.append((name, method, field, asking.fault(answer)))

    assert len(faults) > 100
    assert not [one for one in faults if one[-1]]


@pytest.mark.parametrize(("role", "state"), WHO_WHEN)
def test_odd_values_in_all_fields_at_once_are_no_fault(site, role, state):
    here, faults = site(state, role), []

    for at, (name, path) in enumerate(here.paths.items()):
        for method in ("get", "post"):
            fields = asked(here, path, method)
            for kind, value in list(odd.VALUES.items())[at % SOME :: SOME]:
                if fields:
                    changed = [(field, value) for field, _value in fields]
                    answer = ask(here, method, path, changed)
                    faults.append((name, method, kind, asking.fault(answer)))

    assert not [one for one in faults if one[-1]]


@pytest.mark.parametrize(("role", "state"), WHO_WHEN)
def test_a_body_that_is_no_form_of_ours_is_no_fault(site, role, state):
    here, faults = site(state, role), []

    for at, (name, path) in enumerate(here.paths.items()):
        if not name.startswith("admin:") or here.of("post", path):
            bodies = list(odd.bodies(asked(here, path, "post")).items())
            for kind, (body, how) in bodies[at % SOME :: SOME]:
                answer = asking.post(here.browser, path, body, how)
                faults.append((name, kind, asking.fault(answer)))

    assert not [one for one in faults if one[-1]]
