from datetime import date

import pytest

from inquiry.protocols import months


@pytest.mark.parametrize(
    ("month", "year", "kept"),
    [
        ("3", "2025", "2025-03"),
        ("03", "2025", "2025-03"),
        ("March", "2025", "2025-03"),
        ("sept.", "2025", "2025-09"),
        ("13", "2025", "2025-13"),
        ("", "2025", "2025-"),
        ("spring", "", "-spring"),
        ("", "", ""),
    ],
)
def test_a_month_is_kept_as_it_was_meant_or_typed(month, year, kept):
    assert months.join(month, year) == kept


@pytest.mark.parametrize(
    "kept", ["2025-13", "2025-", "-spring", "25-03", "", "0025-03"]
)
def test_what_is_no_month_has_no_first_day(kept):
    assert months.first_day(kept) is None


def test_a_month_in_words():
    assert months.first_day("2025-03") == date(2025, 3, 1)
    assert months.as_words("2025-03") == "March 2025"


@pytest.mark.parametrize("typed", [("13", "2025"), ("spring", ""), ("", "2025")])
def test_what_was_typed_comes_back(typed):
    assert months.parts(months.join(*typed)) == list(typed)
