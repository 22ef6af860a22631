"""A draft that its teller edits."""

import pytest

from tests import factories


@pytest.fixture
def draft():
    return factories.draft_revision()


@pytest.fixture
def key(draft):
    return draft.case_study.inquiry.key


@pytest.fixture
def teller(draft):
    return draft.case_study.inquiry.begun_by
