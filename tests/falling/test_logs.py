"""What a real web server writes about requests that it cannot read."""

import json
import shlex
import socket
import time

import pytest

from portal.management.commands import demo
from tests.falling.site import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def as_in_the_readme(site):
    site.start_web()


def as_in_the_demo(site):
    site.environment["DEMO"] = "1"
    _exec, _python, *command = shlex.split(demo.commands(site.port)["web"])
    site.web = site._start("web", *command)


def send(site, text):
    with socket.create_connection(("127.0.0.1", site.port)) as visitor:
        visitor.sendall(text)
        return visitor.recv(1024)


@pytest.mark.parametrize("start", [as_in_the_readme, as_in_the_demo])
def test_a_request_that_cannot_be_read_leaves_no_words_and_no_address(site, start):
    start(site)
    site.wait_for_web()
    before = len(site.log("web").splitlines())

    answers = [
        send(site, b"Jane Oakley from Ward 4\r\n\r\n"),
        send(site, b"GET / HTTP/1.1\r\nHost: localhost\r\nX Oakley: a\r\n\r\n"),
        send(site, b"GET /Oakley HTTP/Oakley\r\n\r\n"),
    ]

    assert all(b" 400 " in answer for answer in answers)
    log = site.log
    wait_until(lambda: log("web").count("Invalid request") == 3, "three lines say so")
    time.sleep(0.2)  # for lines that should not come
    said = log("web").splitlines()[before:]
    assert [json.loads(line)["message"] for line in said] == ["Invalid request"] * 3
    assert "Oakley" not in str(said)
    assert "127.0.0.1" not in str(said)
