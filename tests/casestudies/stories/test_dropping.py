"""A draft of a next version can be dropped; what stood before it stands again."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from casestudies.stories import actions, standing
from casestudies.stories.models import Revision
from casestudies.stories.workflow import State, TransitionError
from inquiry.telling.models import Inquiry
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision():
    return factories.submitted_revision()


@pytest.fixture
def browser(signed_in, revision):
    return signed_in(revision.submitted_by)


@pytest.fixture
def moderator():
    return factories.moderator()


def read(revision):
    return {"seen": revision.lock, "digest": revision.digest}


def address(name, revision):
    return reverse(f"stories:{name}", args=[revision.case_study.inquiry.key])


def status(browser, revision):
    return browser.get(address("status", revision)).content.decode()


def test_a_dropped_update_leaves_the_page_and_closes_the_answers(moderator):
    study = factories.published_study()
    up = study.revisions.get()
    draft = actions.start_update(study, by=up.submitted_by)

    actions.drop_draft(draft, by=up.submitted_by, seen=draft.lock)

    assert study.revisions.get() == up
    assert study.revisions.get().state == State.PUBLISHED
    assert not Inquiry.objects.get().is_open
    assert [event.verb for event in factories.events(draft)] == ["copy", "drop"]


def test_a_draft_that_answers_a_request_can_be_dropped_and_begun_again(moderator):
    revision = factories.submitted_revision()
    by = revision.submitted_by
    actions.ask_for_changes(
        revision, by=moderator, message="Please.", notes={}, **read(revision)
    )
    draft = revision.case_study.revisions.last()

    actions.drop_draft(draft, by=by, seen=draft.lock)
    dropped = standing.of_one(revision.case_study.inquiry)
    again = actions.start_update(revision.case_study, by=by)

    assert dropped.state == State.CHANGES_REQUESTED
    assert dropped.may_be_taken_up_again
    assert again.copied_from == revision
    assert standing.of_one(revision.case_study.inquiry).asked


@pytest.mark.parametrize("changed", [0, 1])
def test_the_only_draft_is_not_dropped_and_no_draft_by_an_old_page(changed):
    only = factories.draft_revision()
    study = factories.published_study()
    update = actions.start_update(study, by=study.inquiry.begun_by)
    draft, seen = [(only, only.lock), (update, update.lock - 1)][changed]

    with pytest.raises(TransitionError):
        actions.drop_draft(draft, by=draft.case_study.inquiry.begun_by, seen=seen)

    assert Revision.objects.filter(pk=draft.pk).exists()


def test_a_draft_with_a_decision_on_it_is_kept(moderator):
    study = factories.published_study()
    by = study.inquiry.begun_by
    draft = actions.start_update(study, by=by)
    actions.submit(draft, by=by, seen=draft.lock, ticks=factories.ticks(draft))
    when = timezone.now() + datetime.timedelta(days=2)
    actions.schedule(
        draft, by=moderator, when=when, **read(draft), identity_checked=True
    )
    actions.take_back(draft, by=by, seen=draft.lock)

    with pytest.raises(TransitionError):
        actions.drop_draft(draft, by=by, seen=draft.lock)

    assert draft.decisions.exists()


def test_a_draft_of_an_update_is_dropped_after_a_question(browser, revision, moderator):
    actions.publish(revision, by=moderator, **read(revision), identity_checked=True)
    draft = actions.start_update(revision.case_study, by=revision.submitted_by)
    url = address("drop", revision)

    offered = status(browser, revision)
    asked = browser.get(url).content.decode()
    late = browser.post(url, {"seen": draft.lock - 1, "draft": draft.key}, follow=True)
    there = Revision.objects.filter(pk=draft.pk).exists()
    done = browser.post(url, {"seen": draft.lock, "draft": draft.key}, follow=True)

    assert f'href="{url}"' in offered
    assert "Drop this draft?" in asked
    assert "The published page stays as it is." in asked
    assert there
    assert "was not dropped" in late.content.decode()
    assert "The draft is dropped." in done.content.decode()
    assert Revision.objects.get() == revision
    assert "Update the story" in done.content.decode()


def test_after_a_request_was_dropped_the_story_says_so(browser, revision, moderator):
    actions.ask_for_changes(
        revision, by=moderator, message="Say how.", notes={}, **read(revision)
    )
    draft = revision.case_study.revisions.last()

    browser.post(address("drop", revision), {"seen": draft.lock, "draft": draft.key})

    html = status(browser, revision)
    assert "Changes asked for" in html
    assert "No new version is on its way." in html
    assert "Say how." in html
    assert "Begin again from these words" in html


def test_a_first_draft_has_nothing_to_go_back_to(browser, revision):
    actions.take_back(revision, by=revision.submitted_by, seen=revision.lock)

    html = status(browser, revision)
    page = browser.get(address("drop", revision))

    assert "Drop this draft" not in html
    assert page.url == address("status", revision)
