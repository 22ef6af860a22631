"""The site as it really runs: a web server and a worker, each with its children."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from tests.falling.sink import free_port

PATIENCE = 60  # seconds
ROOT = Path(__file__).parents[2]


class Site:
    """``web`` and ``worker`` are the heads of two families, or None."""

    def __init__(self, folder, *, mail_port=25, processes=1, threads=4):
        self.folder, self.port = Path(folder), free_port()
        self.web = self.worker = None
        self.processes, self.threads = processes, threads
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.falling.settings",
            "DATABASE_URL": address(),
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "LIGHT_VAR_DIR": str(self.folder),
        }

    def start_web(self):
        where = ["--bind", f"127.0.0.1:{self.port}", "--no-control-socket"]
        size = ["--workers", str(self.processes), "--threads", str(self.threads)]
        logs = ["--config", "python:portal.running.web"]
        command = ["-m", "gunicorn", "portal.wsgi", *logs, *where, *size]
        self.web = self._start("web", *command)

    def start_worker(self):
        self.worker = self._start("worker", "manage.py", "qcluster")

    def _start(self, name, *command):
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603
                [sys.executable, *command],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def start(self):
        self.start_web()
        self.start_worker()
        self.wait_for_web()

    def wait_for_web(self):
        wait_until(self.answers, "the web server answers")

    def answers(self):
        try:
            return self.get("/health/live", timeout=2).status == 200
        except (OSError, http.client.HTTPException):
            return False

    def get(self, path, *, timeout=PATIENCE, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        with contextlib.closing(connection):
            connection.request("GET", path, headers=headers or {})
            answer = connection.getresponse()
            answer.text = answer.read().decode()
            return answer

    def end(self):
        for head in (self.web, self.worker):
            if head:
                kill(head)

    def log(self, name):
        return (self.folder / f"{name}.log").read_text()


def kill(head):
    """kill -9 of a whole family, as a supervisor does with what it must end."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(head.pid, signal.SIGKILL)
    head.wait()


def descendants(pid):
    """The children of a process and theirs, as Linux tells."""
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except FileNotFoundError:
        return []
    found = [int(child) for child in told.split()]
    return [one for child in found for one in (child, *descendants(child))]


def wait_until(holds, what, *, seconds=PATIENCE):
    """Ask again and again; AssertionError says what never came."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            raise AssertionError(f"Not in {seconds} s: {what}.")
        time.sleep(0.05)


def address():
    """The database of this process, as DATABASE_URL."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


@contextlib.contextmanager
def running(folder, **how):
    site = Site(folder, **how)
    try:
        yield site
    finally:
        site.end()
