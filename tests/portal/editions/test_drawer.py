"""What a process holds for one edition."""

import pytest

from portal.editions.kept import EditionDrawer
from portal.editions.models import Edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(settings):
    """The lists of keys that were read, as nobody knew them."""
    settings.KEPT_PAGES_MB = 1
    return []


@pytest.fixture
def take(asked):
    drawer = EditionDrawer(3)

    def read(keys):
        asked.append(keys)
        return {key: key * 10 for key in keys if key}

    return lambda *keys: drawer.take(keys, read)


def test_only_what_is_not_known_is_read(take, asked):
    assert take(1, 2) == {1: 10, 2: 20}
    assert take(2, 3) == {2: 20, 3: 30}
    assert take(0) == {}
    assert asked == [[1, 2], [3], [0]]


def test_everything_is_read_anew_in_a_new_edition(take, asked):
    take(1)
    Edition.renew()

    take(1)

    assert asked == [[1], [1]]


def test_everything_is_read_anew_on_a_new_day(take, asked, settings):
    settings.TIME_ZONE = "Pacific/Pago_Pago"
    take(1)
    settings.TIME_ZONE = "Pacific/Kiritimati"  # 25 hours before, so always a new day

    take(1)

    assert asked == [[1], [1]]


def test_it_begins_anew_where_it_holds_too_much(take, asked):
    take(1, 2, 3, 4)
    take(4)

    assert asked == [[1, 2, 3, 4], [4]]


def test_nothing_is_held_where_no_pages_are_kept(take, asked, settings):
    settings.KEPT_PAGES_MB = 0
    take(1)
    take(1)

    assert asked == [[1], [1]]
