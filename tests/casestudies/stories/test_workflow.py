import re
from pathlib import Path

import pytest
from django.conf import settings

from casestudies.stories import workflow
from casestudies.stories.models import Revision
from casestudies.stories.workflow import TRANSITIONS, State, TransitionError
from tests import factories

PAIRS = [(before, after) for before in State for after in State]
DENIED = [(one, two) for one, two in PAIRS if two not in TRANSITIONS[one]]


def test_the_table_knows_every_state():
    assert set(TRANSITIONS) == set(State)


@pytest.mark.parametrize(("before", "after"), DENIED)
def test_a_step_outside_the_table_is_denied(before, after):
    with pytest.raises(TransitionError):
        workflow.check(before, after)


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "after"), DENIED)
def test_no_revision_takes_a_step_outside_the_table(before, after):
    revision = Revision(state=before)

    with pytest.raises(TransitionError):
        revision.move_to(after, by=None, seen=0)

    assert revision.state == before


def test_the_diagram_shows_the_table():
    text = Path(settings.BASE_DIR, "docs/workflow.md").read_text()

    drawn = set(re.findall(r"^    (\w+) --> (\w+)$", text, flags=re.MULTILINE))

    assert drawn == {
        (before.value, after.value)
        for before, targets in TRANSITIONS.items()
        for after in targets
    }


@pytest.mark.django_db
def test_every_step_writes_one_event_without_words():
    revision = factories.submitted_revision()

    written = factories.events(revision, verb="submitted")

    assert [(one.before, one.after) for one in written] == [("draft", "submitted")]
    assert written[0].digest == revision.digest
    assert written[0].actor_key == str(revision.submitted_by.key)
