"""Tests of what changed between two revisions."""

import pytest

from casestudies.moderation import comparing
from casestudies.stories import actions, editing
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_first_story_is_compared_with_nothing():
    revision = factories.submitted_revision()

    before = comparing.earlier(revision)

    assert before is None
    assert comparing.changes(before, revision) == []


def test_an_update_shows_the_parts_that_differ():
    study = factories.published_study()
    teller = study.inquiry.begun_by
    draft = actions.start_update(study, by=teller)
    questions = {one.key: one for one in study.inquiry.version.questions.all()}
    edit(draft, questions["even_better"], "Sundays too.")
    edit(draft, questions["tips"], ["Lay a cloth on the table.", "Ring first."])

    before = comparing.earlier(draft)
    changes = comparing.changes(before, draft)

    assert before.state == "published"
    assert [(one.label, one.before, one.after) for one in changes] == [
        ("Even better if", factories.ANSWERS["long"], "Sundays too."),
        ("Tip 2", "Keep the form to five lines.", "Ring first."),
    ]


def edit(draft, question, value):
    seen = draft.sources.get(key=question.key).lock
    editing.save(draft, question, value, seen=seen)
