import importlib

import pytest
from django.urls import clear_url_caches

from portal import urls


@pytest.fixture(autouse=True)
def _demo(settings, db, caplog):
    """The addresses of the demo too, put away again after the test."""
    caplog.set_level("CRITICAL", "django.request")  # each refusal is a line, else
    settings.DEMO = True
    importlib.reload(urls)
    clear_url_caches()
    yield
    settings.DEMO = False
    importlib.reload(urls)
    clear_url_caches()
