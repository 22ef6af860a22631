"""A database that is there and does not answer: nobody waits for it for ever."""

import contextlib
import os
import signal
import threading

import pytest

from tests import postgresql
from tests.falling.site import descendants, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
SOON = 20  # seconds; more than the site waits for a new connection


@contextlib.contextmanager
def frozen(url):
    head = postgresql.head(url)
    family = [head, *descendants(head)]
    for pid in family:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in reversed(family):
            os.kill(pid, signal.SIGCONT)


def test_a_site_whose_database_hangs_says_so_and_lives(own_server, site):
    with frozen(own_server):
        site.start_web()
        site.wait_for_web()
        asked = [threading.Thread(target=site.get, args=["/"]) for _ in range(4)]
        for one in asked:  # every thread of the site has one
            one.start()

        page = site.get("/", timeout=SOON)
        ready = site.get("/health/ready", timeout=SOON)
        alive = site.get("/health/live", timeout=SOON)

        for one in asked:
            one.join()
    assert page.status == 503
    assert "cannot be shown just now" in page.text
    assert [ready.status, alive.status] == [503, 200]
    wait_until(lambda: site.get("/").status == 200, "it works again")
