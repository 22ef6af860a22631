"""A few crashes; ``make crash`` does many of them."""

import pytest
from django.db import connection

from tests.falling.crashing import crash

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def test_whatever_is_killed_all_that_was_acknowledged_is_there(tmp_path):
    times = 3 if connection.vendor == "sqlite" else 2

    counted = crash(tmp_path, times=times, seed=times, stories=4)

    assert counted["stories published, each once"] == 4
    assert counted["jobs left"] == 0
