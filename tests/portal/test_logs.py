import logging
import sys

import pytest

from portal.logs import MaskingFormatter


@pytest.mark.parametrize(
    "text",
    [
        "Delivery to jo.smith+ward@example.org failed",
        "Key (email)=(jo.smith+ward@example.org) already exists",
        "<jo.smith+ward@example.org>",
    ],
)
def test_a_log_line_shows_no_address_of_a_person(text):
    record = logging.LogRecord("x", logging.ERROR, "", 1, text, None, None)

    line = MaskingFormatter().format(record)

    assert "example.org" not in line
    assert "[e-mail address]" in line


def test_a_traceback_does_not_repeat_the_row_that_was_refused():
    refusal = ValueError("no\nDETAIL:  Failing row contains (7, Jo Smith, Ward 4).")
    try:
        raise refusal
    except ValueError:
        record = logging.LogRecord("x", 40, "", 1, "Broken", None, sys.exc_info())

    line = MaskingFormatter().format(record)

    assert "Jo Smith" not in line
    assert "ValueError" in line
