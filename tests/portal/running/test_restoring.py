"""What a restore looks at before it touches anything, and what it leaves behind."""

import pytest
from django.core.management import CommandError
from django.utils import timezone

from portal.accounts.models import User
from portal.running import journal, maintenance
from portal.running.maintenance import Mode
from tests import factories
from tests.portal.running.putting_back import back_up, needs_pg_dump, put_back

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both_databases,
    needs_pg_dump,
]
KEY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def place(tmp_path):
    return tmp_path / "backups"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"key": "nonsense"}, r"Line 1 of .* cannot be read. Mend it"),
        ({"kind": "novel"}, r"Nobody knows how to withdraw a novel again \(line 1 of"),
    ],
)
def test_a_line_that_cannot_be_followed_is_found_before_anything_is_touched(
    place, changes, sentence
):
    backup = back_up(place)
    late = factories.UserFactory()
    line = {"kind": "case study", "key": KEY, "verb": journal.WITHDRAW, **changes}
    journal._append({"at": timezone.now().isoformat(), **line})

    with pytest.raises(CommandError, match=sentence):
        put_back(backup)

    assert User.objects.filter(pk=late.pk).exists()
    assert maintenance.mode() == Mode.OPEN
