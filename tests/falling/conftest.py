"""Places that can break, each for one test alone."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import environ
import psycopg2
import pytest
from django.db import connection

from tests import databases, postgresql
from tests.falling.sink import sink
from tests.falling.site import address, running


@pytest.fixture
def mail():
    with sink() as server:
        yield server


@pytest.fixture
def site(tmp_path, mail):
    """The site on the database of the test, not started yet."""
    with running(tmp_path, mail_port=mail.port) as site:
        yield site


@pytest.fixture
def move(monkeypatch):
    """``move(url)`` makes this process use another database until the test ends."""
    before = dict(connection.settings_dict)

    def go(url):
        told = environ.Env.db_url_config(url)
        options = before["OPTIONS"] | told.get("OPTIONS", {})
        monkeypatch.setenv("DATABASE_URL", url)
        connection.close()
        who = {"NAME": told["NAME"], "USER": told["USER"]}
        connection.settings_dict |= {**who, "OPTIONS": options}

    yield go
    connection.close()
    connection.settings_dict.clear()
    connection.settings_dict.update(before)


@pytest.fixture
def own_server(transactional_db, move):
    """A PostgreSQL that this test may stop, with all that the test database holds."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is a file and never restarts")
    with a_server() as url:
        postgresql.copy(address(), url)
        move(url)
        yield url


@pytest.fixture
def empty_database(transactional_db, move, tmp_path):
    """The database of this test has not even tables."""
    if connection.vendor == "sqlite":
        move(f"sqlite:///{tmp_path / 'light.sqlite3'}")
        yield
        return
    name = f"empty_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        move(urlunsplit(urlsplit(address())._replace(path=f"/{name}")))
        yield
        connection.close()
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def ordinary_database(transactional_db, move):
    """An empty database of a user who may not do everything; whoever may asks by it.

    ``ordinary_database(text)`` says something in SQL as the superuser.
    """
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no users")
    name = f"ordinary_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE ROLE {name} LOGIN")
        cursor.execute(f"CREATE DATABASE {name} OWNER {name}")
        whole = urlsplit(address())._replace(path=f"/{name}")
        with contextlib.closing(psycopg2.connect(urlunsplit(whole))) as everything:
            everything.autocommit = True
            move(urlunsplit(whole._replace(netloc=f"{name}@")))
            yield everything.cursor().execute
            connection.close()
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
        cursor.execute(f"DROP ROLE {name}")


@contextlib.contextmanager
def a_server():
    """An empty PostgreSQL for one test, since all others share theirs."""
    if not (postgresql.can_stop() and shutil.which("pg_dump")):
        pytest.skip("there are no programs of PostgreSQL here to stop and start it")
    with postgresql.server(synchronous_commit="on") as url:
        yield url


@pytest.fixture
def small_disk():
    """A disk of its own of 64 MB; ``small_disk.fill()`` leaves nothing of it."""
    mount = shutil.which("mount")
    if os.geteuid() != 0 or not mount:
        pytest.skip("only root can mount a small disk")
    place = Path(tempfile.mkdtemp(prefix="light-disk-"))
    place.chmod(0o755)  # another user runs PostgreSQL
    command = [mount, "-t", "tmpfs", "-o", "size=64m,mode=777", "light", place]
    if subprocess.call(command, stderr=subprocess.DEVNULL):  # noqa: S603
        place.rmdir()
        pytest.skip("no disk can be mounted here")
    yield SmallDisk(place)
    subprocess.run(["umount", "--lazy", place], check=True)  # noqa: S603, S607
    place.rmdir()


@pytest.fixture
def on_small_disk(transactional_db, small_disk, move):
    """The database of this test lies on a small disk."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        target = small_disk.place / "light.sqlite3"
        databases.copy_file(name, target)
        move(f"sqlite:///{target}")
        yield small_disk
        return
    with a_server() as server:
        url = tablespace(server, small_disk.place)
        postgresql.copy(address(), url)
        move(url)
        yield small_disk
        connection.close()


def tablespace(url, place):
    """A new database of that server whose data lie in that place; its address."""
    if owner := postgresql.ordinary_user():
        shutil.chown(place, owner)
    with contextlib.closing(psycopg2.connect(url)) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(f"CREATE TABLESPACE small LOCATION '{place}'")
            cursor.execute("CREATE DATABASE full_disk TABLESPACE small")
    return urlunsplit(urlsplit(url)._replace(path="/full_disk"))


class SmallDisk:
    def __init__(self, place):
        self.place = place
        self.ballast = place / "ballast"

    def fill(self):
        try:
            with self.ballast.open("ab", buffering=0) as file:
                while True:
                    file.write(b"x" * 4096)
        except OSError:
            return

    def free(self):
        self.ballast.unlink()
