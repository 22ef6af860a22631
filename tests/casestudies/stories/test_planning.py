"""Setting a date for a story, and what becomes of the date."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from casestudies.stories import actions
from casestudies.stories.models import Revision
from casestudies.stories.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return factories.moderator()


def read(revision):
    """What a deciding form carries."""
    return {"seen": revision.lock, "digest": revision.digest}


def test_a_planned_story_is_published_when_its_time_has_come(moderator):
    revision = factories.submitted_revision()
    when = timezone.now() + datetime.timedelta(days=2)
    actions.schedule(
        revision, by=moderator, when=when, **read(revision), identity_checked=True
    )

    early = actions.publish_due()
    late = actions.publish_due(now=when)

    assert (early, late) == (0, 1)
    assert Revision.objects.get().state == State.PUBLISHED
    assert factories.events(revision, verb="published")[0].actor_key == ""


def test_a_plan_can_be_taken_back(moderator):
    revision = factories.submitted_revision()
    when = timezone.now() + datetime.timedelta(days=2)
    actions.schedule(
        revision, by=moderator, when=when, **read(revision), identity_checked=True
    )

    actions.unschedule(revision, by=moderator, **read(revision))

    assert Revision.objects.get().state == State.SUBMITTED
    assert Revision.objects.get().scheduled_for is None


def test_a_story_that_is_taken_down_does_not_come_back_by_a_planned_update(moderator):
    study = factories.published_study()
    up = study.revisions.get()
    draft = actions.start_update(study, by=up.submitted_by)
    actions.submit(
        draft, by=up.submitted_by, seen=draft.lock, ticks=factories.ticks(draft)
    )
    when = timezone.now() + datetime.timedelta(days=2)
    actions.schedule(
        draft, by=moderator, when=when, **read(draft), identity_checked=True
    )

    actions.withdraw(up, by=up.submitted_by, **read(up))
    published = actions.publish_due(now=when)

    draft.refresh_from_db()
    assert published == 0
    assert draft.state == State.DRAFT
    assert not study.revisions.published().exists()


def test_a_planned_update_goes_back_to_the_queue_when_a_moderator_takes_down(moderator):
    study = factories.published_study()
    up = study.revisions.get()
    draft = actions.start_update(study, by=up.submitted_by)
    actions.submit(
        draft, by=up.submitted_by, seen=draft.lock, ticks=factories.ticks(draft)
    )
    when = timezone.now() + datetime.timedelta(days=2)
    actions.schedule(
        draft, by=moderator, when=when, **read(draft), identity_checked=True
    )

    actions.withdraw(up, by=moderator, **read(up))

    draft.refresh_from_db()
    assert draft.state == State.SUBMITTED


def test_tellers_stop_a_date_that_was_set(moderator):
    revision = factories.submitted_revision()
    when = timezone.now() + datetime.timedelta(days=2)
    actions.schedule(
        revision, by=moderator, when=when, **read(revision), identity_checked=True
    )

    actions.take_back(revision, by=revision.submitted_by, seen=revision.lock)

    assert actions.publish_due(now=when) == 0
    assert Revision.objects.get().state == State.DRAFT
    assert revision.case_study.inquiry.is_open


def test_a_planned_story_that_fails_does_not_hold_up_the_next(moderator, caplog):
    when = timezone.now() + datetime.timedelta(days=2)
    broken, sound = (factories.submitted_revision() for _ in range(2))
    for revision in (broken, sound):
        actions.schedule(
            revision, by=moderator, when=when, **read(revision), identity_checked=True
        )
    with connection.cursor() as cursor:  # a fault that only this row has
        cursor.execute(
            "CREATE TEMP TRIGGER fault BEFORE UPDATE ON stories_revision "
            f"WHEN new.id = {broken.pk} BEGIN SELECT RAISE(ABORT, 'fault'); END"
        )

    published = actions.publish_due(now=when)

    assert published == 1
    assert sound.case_study.revisions.published().exists()
    assert f"Revision {broken.pk} could not be published." in caplog.text
