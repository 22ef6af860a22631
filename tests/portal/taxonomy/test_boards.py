"""Boards come and go: each is one like others up to its last day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.taxonomy import boards
from portal.taxonomy.models import IntegratedCareBoard


@pytest.mark.parametrize(
    ("days", "is_over"), [(None, False), (200, False), (0, False), (-1, True)]
)
@pytest.mark.django_db
def test_a_board_is_over_when_its_last_day_has_gone_by(days, is_over):
    today = timezone.localdate()
    board = IntegratedCareBoard.objects.filter(valid_to=None).first()
    board.valid_to = None if days is None else today + timedelta(days=days)
    board.save()

    assert board.is_over is is_over
    assert (" (closed " in board.label) is is_over
    assert (board in IntegratedCareBoard.objects.open_on(today)) is not is_over
    assert (board in IntegratedCareBoard.objects.closed_on(today)) is is_over


def test_the_label_of_a_closed_board_tells_its_last_day():
    last_day = timezone.localdate().replace(year=2020, month=3, day=31)

    assert boards.label("Frimley", last_day) == "Frimley (closed 31 March 2020)"
    assert boards.label("Frimley", None) == "Frimley"
