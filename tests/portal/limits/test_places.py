"""Which address counts: never one that a visitor has written."""

import pytest

from portal.limits.places import address, place

PROXY = "10.0.0.1"
REAL = "203.0.113.7"


@pytest.fixture
def asked(rf):
    def request(forwarded=None, remote=PROXY):
        headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
        return rf.get("/", headers=headers, REMOTE_ADDR=remote)

    return request


def test_without_a_proxy_nothing_forwarded_is_believed(asked, settings):
    settings.PROXIES = 0

    assert address(asked("198.51.100.1", remote=REAL)) == REAL


@pytest.mark.parametrize("forged", ["", "198.51.100.1, ", "198.51.100.1, 10.0.0.1, "])
def test_behind_a_proxy_only_what_it_saw_itself_is_believed(asked, settings, forged):
    settings.PROXIES = 1

    assert address(asked(f"{forged}{REAL}")) == REAL


def test_behind_two_proxies_the_outer_one_is_believed(asked, settings):
    settings.PROXIES = 2

    assert address(asked(f"198.51.100.1, {REAL}, 10.0.0.2")) == REAL


@pytest.mark.parametrize("forwarded", [None, "", " , "])
def test_a_proxy_that_says_nothing_counts_itself(asked, settings, forwarded):
    settings.PROXIES = 1

    assert address(asked(forwarded)) == PROXY


@pytest.mark.parametrize(
    ("seen", "counted"),
    [
        (REAL, REAL),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", REAL),
        ("<script>", "somewhere"),
        ("", "somewhere"),
    ],
)
def test_a_household_counts_once(asked, settings, seen, counted):
    settings.PROXIES = 0

    assert place(asked(remote=seen)) == counted
