"""Fixtures for every test: the database with its reference data, and sign-in."""

import gc
import importlib
import os

import pytest
from django.contrib.auth.signals import user_logged_in
from django.core.management import call_command, get_commands
from django.db import connections
from django.urls import clear_url_caches

from portal import urls
from tests import databases, signing_in

pytest_plugins = ["tests.browser"]

# ``force_login`` is to be like signing in with all that the site asks for.
user_logged_in.connect(signing_in.by_force)

REFERENCE_DATA = ["load_taxonomy", "load_protocols", "load_learning"]


def pytest_collection_modifyitems(items):
    """Browser tests commit from another thread, so they need a live database."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.django_db(transaction=True))


def pytest_collection_finish():
    """What is loaded stays loaded, so the collector need not look at all of it again
    and again: the run takes a tenth less."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory):
    """SQLite tests run on a file, as the real site does; each process has its own."""
    test_name = connections["default"].settings_dict["TEST"]
    if connections["default"].vendor == "sqlite":
        test_name["NAME"] = str(tmp_path_factory.mktemp("database") / "tests.sqlite3")
    elif worker := os.environ.get("PYTEST_XDIST_WORKER"):
        test_name["NAME"] = f"tests_{worker}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test finds the terms and question sets that a real site has."""
    with django_db_blocker.unblock():
        for command in REFERENCE_DATA:
            if command in get_commands():
                call_command(command, verbosity=0)
        databases.keep("default")
    yield
    with django_db_blocker.unblock():
        databases.forget("default")


@pytest.fixture
def signed_in(client):
    """``signed_in(user)`` is a test client with that person's session."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture(scope="session")
def base_url(live_server):
    """Here and not in tests/browser.py: Playwright's own comes after that one."""
    return live_server.url


@pytest.fixture
def demo(settings):
    """The addresses of the demo, put away again after the test."""
    settings.DEMO = True
    importlib.reload(urls)
    clear_url_caches()
    yield
    settings.DEMO = False
    importlib.reload(urls)
    clear_url_caches()
