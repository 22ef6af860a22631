"""A second process of the site, with bitmaps of its own, for tests of one database.

It answers what it is asked line by line: an address by its status and page.
"""

import contextlib
import json
import os
import subprocess
import sys
from urllib.parse import quote, urlsplit

import django
from django.conf import settings
from django.db import connection
from django.test import Client


class Elsewhere:
    """The process, as the test talks to it."""

    def __init__(self, process):
        self.process = process

    def get(self, address):
        """(status, page) of a request by somebody who is not signed in."""
        self.process.stdin.write(json.dumps(address) + "\n")
        self.process.stdin.flush()
        return tuple(json.loads(self.process.stdout.readline()))


@contextlib.contextmanager
def process():
    """Start one on the database of the running test; it ends with the block."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.casestudies.search.elsewhere"],
        env={
            **os.environ,
            "DATABASE_URL": _address(),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as started:
        yield Elsewhere(started)
        started.stdin.close()


def _address():
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(name)}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def answer():
    django.setup()
    settings.KEPT_PAGES_MB = 32
    client = Client()
    for line in sys.stdin:
        response = client.get(json.loads(line))
        page = response.content.decode()
        sys.stdout.write(json.dumps([response.status_code, page]) + "\n")
        sys.stdout.flush()
        connection.close()


if __name__ == "__main__":
    answer()
