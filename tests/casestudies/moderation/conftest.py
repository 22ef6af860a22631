"""Moderators of these tests come in without a second factor."""

import pytest

from portal.accounts.rules import SAFEGUARDING_CONTACT
from tests import factories


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def contact():
    return factories.UserFactory(role=SAFEGUARDING_CONTACT)


@pytest.fixture
def moderator():
    return factories.moderator(name="Priya Lindqvist")
