"""Places of each test alone, and what the log says."""

import contextlib
import io
import json
import logging
import os
import pwd
import shutil
import tempfile
from pathlib import Path

import pytest

from portal.logs import LineFormatter


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    """The folder of the running site: maintenance, backups, journal."""
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()
    return settings.VAR_DIR


@pytest.fixture
def open_var(settings):
    """A folder of the running site that other users of the machine can enter."""
    place = Path(tempfile.mkdtemp(prefix="light-var-"))
    place.chmod(0o755)
    settings.VAR_DIR = place / "var"
    settings.VAR_DIR.mkdir(mode=0o755)
    yield settings.VAR_DIR
    shutil.rmtree(place)


@pytest.fixture
def as_another_user():
    """``with as_another_user():`` what root alone may do is refused."""

    @contextlib.contextmanager
    def step_down():
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(pwd.getpwnam("nobody").pw_uid)
        try:
            yield
        finally:
            os.seteuid(0)

    return step_down


@pytest.fixture
def log():
    """``log()`` gives the lines so far, as the formatter wrote them."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)
