"""Moderators of these tests come in without a second factor."""

import pytest


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False
