"""Fields that no page of ours has in its form change nothing that it would do."""

import re

import pytest

from casestudies.stories.workflow import State
from tests.access import asking, world
from tests.hostile.asking import Site

EXTRA = {
    "state": "published", "owner": "1", "is_owner": "on", "organisation_id": "1",
    "user": "1", "user_id": "1", "by": "1", "is_staff": "on", "is_superuser": "on",
    "is_active": "", "groups": "1", "role": "administrator", "case_study": "1",
    "inquiry": "1", "revision_id": "1", "begun_by": "1", "published_at": "2020-01-01",
    "submitted_at": "2020-01-01", "held_at": "2020-01-01", "claimed_by": "1",
    "lock": "0", "slug": "taken", "id": "1", "pk": "1", "verified": "on",
    "is_example": "on", "is_open": "", "number": "9", "key": "0" * 32,
}  # fmt: skip
VIEWS = [
    ("teller", State.DRAFT, 8),
    ("teller", State.PUBLISHED, 4),
    ("moderator", State.SUBMITTED, 4),
    ("administrator", State.PUBLISHED, 4),
    ("safeguarding", world.HELD, 1),
    ("anonymous", State.PUBLISHED, 1),
]
# What somebody sent too late is kept as it was sent, and handed back to them alone.
OWN_WORDS = {"stories_setaside", "telling_setaside"}
# What is another in every row: moments, keys, codes, and links that hold one.
FLEETING = re.compile(
    r"(?:datetime\.)?datetime\([^)]*\)|\d{4}-\d\d-\d\d[ T][\d:.+]*|[\w:$/=+.-]{16,}"
)


@pytest.mark.parametrize(("role", "state", "at_least"), VIEWS)
def test_twenty_fields_more_change_nothing(role, state, at_least):
    site, changing = Site(state, role), []
    for (method, path), fields in site.fields.items():
        if method == "post":
            filled = {name: fill(name, value) for name, value in fields.items()}
            plain = left_by(site.browser, path, filled)
            more = left_by(site.browser, path, EXTRA | filled)

            assert more == plain, path
            if plain[1]:
                changing.append(path)

    assert len(changing) >= at_least, changing


def fill(name, value):
    if value:
        return value
    return "somebody.new@example.org" if "email" in name else "Words"


def left_by(browser, path, fields):
    """The status, and the rows that came and went by each table."""
    with asking.undone(), asking.watched() as changed:
        response = browser.post(path, fields)
    rows = {
        table: [sorted(FLEETING.sub("*", row) for row in rows) for rows in both]
        for table, both in changed.items()
        if table not in OWN_WORDS
    }
    return response.status_code, rows


def test_there_are_twenty_of_them():
    assert len(EXTRA) >= 20
