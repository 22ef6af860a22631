"""The words that the pages come with."""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "fixtures" / "pages.json"


@cache
def words():
    """Title, lead and body by the key of the page."""
    return json.loads(FILE.read_text(encoding="utf-8"))
