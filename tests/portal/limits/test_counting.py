"""Counts are exact, shared by all processes, and there after a restart."""

import itertools
import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from portal.limits import counting
from portal.limits.models import Tally
from tests.together.meeting import at_once

MODULE = "tests.portal.limits.counting_process"
CONNECTIONS, EACH = 8, 25


def database_url():
    """The test database, as another process would be told of it."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def start(tally, times):
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", MODULE, tally, str(times)],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said(process):
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return int(out)


@pytest.fixture
def now(monkeypatch):
    """A clock to set: ``now.at`` in seconds."""

    class Clock:
        at = 1_000_000

    monkeypatch.setattr(counting.time, "time", lambda: Clock.at)
    return Clock


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_connections_that_count_at_once_lose_nothing():
    def count():
        return [counting.once_more("t", seconds=60)[0] for _time in range(EACH)]

    counts = at_once(*[count] * CONNECTIONS)

    assert sorted(itertools.chain(*counts)) == list(range(1, CONNECTIONS * EACH + 1))


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_processes_count_together_and_go_on_after_a_restart():
    with start("t", 40) as one, start("t", 40) as other:
        last = [said(one), said(other)]
    with start("t", 1) as restarted:
        after_restart = said(restarted)

    assert max(last) == 80
    assert after_restart == 81


@pytest.mark.both_databases
@pytest.mark.django_db
def test_the_time_runs_from_the_first_count(now):
    counts = []
    for now.at in [0, 30, 59, 60, 61]:
        counts.append(counting.once_more("t", seconds=60))

    assert counts == [(1, 60), (2, 30), (3, 1), (1, 60), (2, 59)]


@pytest.mark.both_databases
@pytest.mark.django_db
def test_never_more_than_three_in_a_day_wherever_it_begins(now):
    day, let_through = 24, []
    for now.at in range(200):
        count, _wait = counting.once_more("t", seconds=day, from_the=3)
        if count <= 3 and now.at % 7 != 1:
            let_through.append(now.at)

    in_any_day = [
        sum(0 <= at - start < day for at in let_through) for start in let_through
    ]
    assert max(in_any_day) == 3
    assert len(let_through) > 15


@pytest.mark.django_db
def test_a_count_that_is_given_back_is_free_again():
    counting.once_more("t", seconds=60)
    counting.give_back(["t"])
    counting.give_back(["t", "never counted"])

    assert counting.once_more("t", seconds=60)[0] == 1


@pytest.mark.django_db
def test_a_name_of_a_tally_tells_nobodys_address():
    counting.once_more(counting.name("sign in", "a@example.org"), seconds=60)

    assert "example" not in Tally.objects.get().name
    assert counting.name("a", "b") == counting.name("a", "b") != counting.name("a", "c")


@pytest.mark.django_db
def test_what_no_longer_counts_is_deleted(now):
    counting.once_more("short", seconds=10)
    counting.once_more("long", seconds=100)
    now.at += 10

    assert counting.clear_ended() == 1
    assert Tally.objects.get().name == "long"
