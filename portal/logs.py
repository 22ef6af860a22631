"""Log lines, without the addresses of people."""

import logging
import re

ADDRESS = re.compile(r"[^\s@<>()\[\]'\"=,;:]+@[^\s@<>()\[\]'\"=,;:]+")
# PostgreSQL repeats the row that it refuses below the error.
DETAIL = re.compile(r"^DETAIL: .*$", re.MULTILINE)


class MaskingFormatter(logging.Formatter):
    """Masks e-mail addresses and refused rows in the whole line, traceback included."""

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record):
        line = DETAIL.sub("DETAIL: [hidden]", super().format(record))
        return ADDRESS.sub("[e-mail address]", line)
