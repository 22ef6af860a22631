"""The demo: a site with stories in it, on this machine alone (``make demo``)."""

import io
import os
import shlex
import signal
import socket
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from honcho.compat import ProcessManager
from honcho.manager import Manager

from portal.demo import PASSWORD, SIGN_INS

ADDRESS = "127.0.0.1"
LOADED = settings.VAR_DIR / "demo-loaded"
PREPARATIONS = [
    ("Preparing the database", ["migrate"], {}),
    ("Making the table of the cache", ["createcachetable"], {}),
    ("Collecting style sheets and scripts", ["collectstatic"], {"interactive": False}),
    ("Planning the regular jobs", ["schedule_jobs"], {}),
]
# Once only: an administrator may have changed the lists since.
FIRST_TIME = [
    ("Loading care settings, themes and other lists", ["load_taxonomy"], {}),
    ("Loading question sets", ["load_protocols"], {}),
    ("Loading qualifications", ["load_learning"], {}),
]


class Command(BaseCommand):
    help = "Prepare the demo and run its web server and its worker until Ctrl-C."
    requires_system_checks = ()

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("The demo starts with: make demo")
        port = free_port(settings.PORT)
        try:
            self.prepare()
        except KeyboardInterrupt:
            sys.exit(128 + signal.SIGINT)
        self.greet()
        connections.close_all()
        sys.exit(run(commands(port)))

    def prepare(self):
        settings.VAR_DIR.mkdir(exist_ok=True)
        if not connection.introspection.table_names():
            LOADED.unlink(missing_ok=True)
        self.take(PREPARATIONS)
        if not LOADED.exists():
            self.take(FIRST_TIME)
            self.stdout.write("Loading example stories ...")
            call_command("load_demo", stdout=self.stdout)
            LOADED.touch()

    def take(self, steps):
        for title, command, options in steps:
            self.stdout.write(f"{title} ...")
            call_command(*command, verbosity=0, stdout=io.StringIO(), **options)

    def greet(self):
        width = max(len(one.who) for one in SIGN_INS)
        people = [f"  {one.who:{width}}  {one.email}" for one in SIGN_INS]
        lines = [
            "",
            f"{settings.SITE_NAME} is at {settings.SITE_URL}",
            "",
            f"Sign in with the password {PASSWORD} as",
            *people,
            "",
            f"E-mail that the demo sends is at {settings.SITE_URL}/demo/mailbox/",
            "Stop it with Ctrl-C. What you write is kept for the next time.",
            "",
        ]
        self.stdout.write("\n".join(lines))


class MainProcessOnly(ProcessManager):
    """Asks the head of each family to stop, which then sees its children home.

    honcho asks the whole family at once; a worker would then lose its job.
    """

    def terminate(self, pid):
        try:
            os.kill(pid, signal.SIGTERM)
        except ProcessLookupError:
            return


def free_port(text):
    """The port as a number, or a clear sentence why it cannot be."""
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise CommandError(f"PORT={text} is not a port; try: make demo PORT=8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, int(text)))
        except PermissionError:
            raise CommandError(
                f"Only root may use port {text}; try: make demo PORT=8001"
            ) from None
        except OSError:
            raise CommandError(
                f"Port {text} is in use. Stop what uses it, or choose another: "
                f"make demo PORT={int(text) + 1}"
            ) from None
    return int(text)


def commands(port):
    python = f"exec {shlex.quote(sys.executable)}"
    return {
        "web": f"{python} -m gunicorn portal.wsgi --config python:portal.running.web "
        f"--bind {ADDRESS}:{port} --workers 2 --threads 4 --no-control-socket",
        "worker": f"{python} manage.py qcluster",
    }


def run(commands):
    """Run them until one ends or somebody stops us; 0 when stopped."""
    manager = Manager()
    manager._procmgr = MainProcessOnly()
    for name, command in commands.items():
        manager.add_process(name, command, cwd=settings.BASE_DIR)
    manager.loop()
    stopped = {128 + signal.SIGINT, 128 + signal.SIGTERM}
    return 0 if manager.returncode in stopped else manager.returncode
