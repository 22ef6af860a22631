"""A story that has just been begun, and its teller."""

import pytest

from tests import factories


@pytest.fixture
def inquiry():
    return factories.inquiry()


@pytest.fixture
def teller(inquiry, signed_in):
    return signed_in(inquiry.begun_by)
