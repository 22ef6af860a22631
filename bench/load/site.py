"""The real site on this machine: its web server and worker, as README.md starts them."""

import contextlib
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

from bench.load.client import HOST

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent
WEB = re.compile(r"^\s*\.venv/bin/(gunicorn .*) --bind 127\.0\.0\.1:8000(.*)$", re.M)
PATIENCE = 60  # seconds, to start and to stop


class Site:
    """``web``, ``worker`` and what they write to, in a folder of their own."""

    def __init__(self, folder, database_url, *, settings="bench.load.settings"):
        self.folder = Path(folder)
        self.port, self.mail_port = free_port(), free_port()
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": settings,
            "LOAD_FOLDER": str(folder),
            "DATABASE_URL": database_url,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": f"{HOST},127.0.0.1",
            "SITE_URL": f"https://{HOST}",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail_port}",
            "JOURNAL_PATH": str(self.folder / "withdrawals.jsonl"),
        }

    def inside(self, *arguments):
        """Run a part of the load that needs the models; what it printed."""
        return self.part("bench.load.inside", *arguments)

    def part(self, module, *arguments):
        parts = [sys.executable, "-m", module, *map(str, arguments)]
        return subprocess.check_output(  # noqa: S603
            parts, cwd=ROOT, env=self.environment, text=True
        )

    @contextlib.contextmanager
    def running(self):
        with (
            self.serving(),
            self.started("worker", sys.executable, "manage.py", "qcluster") as worker,
        ):
            yield {"web": self.web, "worker": worker.pid, **self.database()}

    @contextlib.contextmanager
    def serving(self):
        """The web server alone, as README.md starts it; ``web`` is its process."""
        web, more = WEB.search((ROOT / "README.md").read_text()).groups()
        program, *options = f"{web} --bind 127.0.0.1:{self.port}{more}".split()
        with self.started(f"web-{self.port}", PROGRAMS / program, *options) as web:
            self.web = web.pid
            self.wait()
            yield

    def database(self):
        """The process of a PostgreSQL that tests.postgresql started."""
        url = urlsplit(self.environment["DATABASE_URL"])
        for folder in parse_qs(url.query).get("host", []):
            with contextlib.suppress(OSError):
                lines = (Path(folder) / "data/postmaster.pid").read_text().split()
                return {"PostgreSQL": int(lines[0])}
        return {}

    @contextlib.contextmanager
    def started(self, name, *command):
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(  # noqa: S603
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
            try:
                yield process
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(PATIENCE)

    def wait(self):
        """Until it answers."""
        for _ in range(PATIENCE * 10):
            with contextlib.suppress(OSError):
                address = f"http://127.0.0.1:{self.port}/health/live"
                with urlopen(address, timeout=PATIENCE):
                    return
            time.sleep(0.1)
        raise TimeoutError((self.folder / f"web-{self.port}.log").read_text())


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def cpu_seconds(pid):
    """What a process and all under it have used of the processors until now."""
    parents, used = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            name = int(path.parent.name)
            parents[name] = int(fields[1])
            used[name] = sum(map(int, fields[11:15]))
    return sum(used[one] for one in used if _is_under(one, pid, parents)) / TICKS


TICKS = os.sysconf("SC_CLK_TCK")


def _is_under(process, head, parents):
    while process and process != head:
        process = parents.get(process)
    return process == head
