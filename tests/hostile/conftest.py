import importlib

import pytest
from django.urls import clear_url_caches

from portal import urls
from tests.hostile import asking


@pytest.fixture
def every_address(settings, db, caplog):
    """All addresses, those of the demo too, and a site that answers with its 500."""
    caplog.set_level("CRITICAL")
    caplog.set_level("CRITICAL", "portal.requests")  # a line for each answer, else
    caplog.set_level("CRITICAL", "django.request")
    settings.DEMO = True
    settings.ACCOUNT_RATE_LIMITS = False
    importlib.reload(urls)
    clear_url_caches()
    yield
    settings.DEMO = False
    importlib.reload(urls)
    clear_url_caches()


@pytest.fixture
def site(every_address):
    """``site(state)`` is a world with its people, addresses and forms."""
    return asking.Site
