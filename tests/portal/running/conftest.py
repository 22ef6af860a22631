"""Places of each test alone, and what the log says."""

import io
import json
import logging

import pytest

from portal.logs import LineFormatter


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    """The folder of the running site: maintenance, backups, journal."""
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()
    return settings.VAR_DIR


@pytest.fixture
def log():
    """``log()`` gives the lines so far, as the formatter wrote them."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)
