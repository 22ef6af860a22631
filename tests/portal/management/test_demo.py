import io
import shlex
import signal
import socket
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management.base import CommandError

from portal.demo import SIGN_INS
from portal.management.commands import demo as command
from portal.management.commands.demo import free_port
from portal.taxonomy.models import Theme

# Stands for a server with a child of its own, such as the worker.
HEAD = """
import signal, subprocess, sys
child = subprocess.Popen(["sleep", "60"])
def stop(*args):
    print("child lives" if child.poll() is None else "child gone", flush=True)
    child.kill()
    child.wait()
    sys.exit()
signal.signal(signal.SIGTERM, stop)
print("ready", flush=True)
signal.pause()
"""
RUN = """
import sys, django
django.setup()
from portal.management.commands import demo
sys.exit(demo.run({"head": sys.argv[1]}))
"""


@pytest.mark.parametrize("text", ["eighty", "0", "65536", "-1", ""])
def test_a_port_that_is_no_port_gets_a_sentence(text):
    with pytest.raises(CommandError, match="is not a port; try: make demo PORT=8001"):
        free_port(text)


def test_a_port_in_use_gets_a_sentence_and_another_to_try():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError) as refused:
            free_port(str(port))

    assert str(refused.value) == (
        f"Port {port} is in use. Stop what uses it, or choose another: "
        f"make demo PORT={port + 1}"
    )


def test_a_free_port_is_taken_as_a_number():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]

    assert free_port(str(port)) == port


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_stopping_asks_the_head_alone_so_that_it_can_see_its_children_home(how):
    head = f"exec {shlex.quote(sys.executable)} -u -c {shlex.quote(HEAD)}"
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", RUN, head],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
    ) as demo:
        lines = iter(demo.stdout.readline, "")
        said = next(line for line in lines if "ready" in line)
        demo.send_signal(how)
        said += "".join(lines)

    assert demo.returncode == 0
    assert "child lives" in said
    assert "child gone" not in said


def test_the_greeting_and_the_readme_name_everybody_who_can_sign_in():
    out = io.StringIO()
    command.Command(stdout=out).greet()
    readme = (settings.BASE_DIR / "README.md").read_text()

    for one in SIGN_INS:
        assert f"{one.who} " in out.getvalue()
        assert one.email in out.getvalue()
        assert one.who in readme


@pytest.mark.django_db
def test_starting_again_keeps_what_an_administrator_changed(
    tmp_path, monkeypatch, settings
):
    settings.STATIC_ROOT = tmp_path / "static"
    monkeypatch.setattr(command, "LOADED", tmp_path / "loaded")
    command.LOADED.touch()
    theme = Theme.objects.first()
    theme.name = "Our own word for it"
    theme.save()

    command.Command(stdout=io.StringIO()).prepare()

    theme.refresh_from_db()
    assert theme.name == "Our own word for it"
