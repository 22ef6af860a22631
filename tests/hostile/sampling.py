"""How much of the hostile values is asked: a part in each run of the tests, or all."""

import os

import pytest
from django.db import connection

EVERY = os.environ.get("HOSTILE") == "all"


def by_turns(vendor):
    """Marks of tests that ask one kind of database in each run of the tests; both are
    asked by ``make parameters``."""
    elsewhere = not EVERY and connection.vendor != vendor
    reason = "make parameters asks both databases"
    return [pytest.mark.both_databases, pytest.mark.skipif(elsewhere, reason=reason)]
