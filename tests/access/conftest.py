import importlib
from contextlib import contextmanager

import pytest
from django.conf import settings as site
from django.test import override_settings
from django.urls import clear_url_caches

from portal import urls


@contextmanager
def addresses_of(demo):
    """The addresses with those of the demo, or without them."""
    with override_settings(DEMO=demo):
        importlib.reload(urls)
        clear_url_caches()
        yield


@pytest.fixture(autouse=True)
def _demo(db, caplog):
    """The addresses of the demo too, put away again after the test."""
    caplog.set_level("CRITICAL", "django.request")  # each refusal is a line, else
    with addresses_of(demo=True):
        yield
    with addresses_of(demo=site.DEMO):
        pass
