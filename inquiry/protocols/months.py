"""Months as people type them: "3", "March" or "mar", and a year of four figures."""

import re
from datetime import date

from django.utils.dates import MONTHS, MONTHS_3
from django.utils.formats import date_format

WHOLE = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")
EARLIEST = 1948


def join(month: str, year: str) -> str:
    """ "YYYY-MM" where both are clear; what was typed, as year-month, where not."""
    if not month and not year:
        return ""
    number = _number(month)
    if number and re.fullmatch(r"[0-9]{4}", year):
        return f"{year}-{number:02d}"
    return f"{year.replace('-', ' ')}-{month}"


def parts(value: str | None) -> list[str]:
    """Month and year of a kept value, to fill in the fields again."""
    if not value:
        return ["", ""]
    year, _dash, month = value.partition("-")
    if match := WHOLE.match(value):
        month = str(int(match[2]))
    return [month, year]


def first_day(value: str) -> date | None:
    """The first of the month of "YYYY-MM"; None when it is no month."""
    match = WHOLE.match(value or "")
    if not match or int(match[1]) < EARLIEST:
        return None
    return date(int(match[1]), int(match[2]), 1)


def as_words(value: str) -> str:
    """ "March 2025", or what was typed."""
    day = first_day(value)
    return date_format(day, "F Y") if day else " ".join(parts(value)).strip()


def _number(month: str) -> int:
    """1 to 12 for a month in figures or words; 0 when it is none."""
    plain = month.strip().rstrip(".").lower()
    if re.fullmatch(r"0?[1-9]|1[0-2]", plain):
        return int(plain)
    for names in (MONTHS, MONTHS_3):
        for number, name in names.items():
            if plain and str(name).lower() == plain:
                return number
    return 9 if plain == "sept" else 0
