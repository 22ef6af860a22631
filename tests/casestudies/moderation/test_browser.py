"""The desk in a real browser: accessible in each state, and whole without script."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casestudies.stories import actions
from casestudies.stories.models import Decision, Revision
from tests import factories

pytestmark = pytest.mark.browser


def address(live_server, name, *args):
    return live_server.url + reverse(f"moderation:{name}", args=args)


def open_all(page):
    for summary in page.locator("main details > summary").all():
        summary.click()


def test_axe_finds_nothing_on_the_queue(live_server, visitor, axe):
    page = visitor(factories.moderator())

    page.goto(address(live_server, "queue"))
    axe(page)
    factories.submitted_revision(is_example=True)
    page.reload()
    axe(page)


def test_axe_finds_nothing_while_a_story_is_read(live_server, visitor, axe):
    revision = factories.submitted_revision()
    page = visitor(factories.moderator())

    page.goto(address(live_server, "review", revision.key))
    open_all(page)
    axe(page)
    page.get_by_role("button", name="Do not publish this story").click()
    page.get_by_role("link", name="Choose a reason.").wait_for()
    axe(page)


def test_axe_finds_nothing_on_an_update_and_on_a_planned_story(
    live_server, visitor, axe
):
    planned = factories.submitted_revision()
    study = factories.published_study()
    teller = study.inquiry.begun_by
    draft = actions.start_update(study, by=teller)
    Revision.objects.filter(pk=draft.pk).update(possibility="Lunch is for everyone.")
    draft.refresh_from_db()
    actions.submit(draft, by=teller, seen=draft.lock, ticks=factories.ticks(draft))
    actions.schedule(
        planned,
        by=factories.moderator(),
        seen=planned.lock,
        digest=planned.digest,
        when=timezone.now() + timedelta(days=2),
        identity_checked=True,
    )
    page = visitor(factories.moderator())

    for revision in (draft, planned):
        page.goto(address(live_server, "review", revision.key))
        open_all(page)
        axe(page)


def test_changes_are_asked_for_without_script(live_server, visitor):
    revision = factories.submitted_revision()
    page = visitor(factories.moderator(), java_script_enabled=False)

    page.goto(address(live_server, "review", revision.key))
    page.get_by_role("button", name="I am reading this one").click()
    open_all(page)
    page.get_by_label("Your note on this answer").first.fill("Say which month.")
    page.get_by_label("What would make the story ready?").fill("Nearly there.")
    page.get_by_role("button", name="Send it back for changes").click()

    page.get_by_text("The partners have been asked for changes.").wait_for()
    decision = Decision.objects.get()
    assert decision.message == "Nearly there."
    assert decision.notes.get().text == "Say which month."


def test_the_desk_fits_a_small_phone(live_server, visitor):
    revision = factories.submitted_revision()
    page = visitor(factories.moderator(), viewport={"width": 320, "height": 640})

    widths = []
    for name, args in [("queue", []), ("review", [revision.key])]:
        page.goto(address(live_server, name, *args))
        open_all(page)
        widths.append(page.evaluate("document.documentElement.scrollWidth"))

    assert widths == [320, 320]


def test_notes_that_a_decision_would_leave_behind_are_told_first(live_server, visitor):
    revision = factories.submitted_revision()
    page = visitor(factories.moderator())
    page.goto(address(live_server, "review", revision.key))
    open_all(page)
    page.get_by_label("Your note on this answer").first.fill("Say which month.")
    publish = page.locator("#publish-form")
    publish.get_by_label("I have checked").check()
    button = publish.get_by_role("button", name="Publish this story now")

    button.click()
    publish.get_by_text("Your notes beside the answers are not sent").wait_for()
    decided_at_once = Decision.objects.exists()
    button.click()
    page.get_by_text("The story is published.").wait_for()

    assert not decided_at_once
    assert Decision.objects.get().kind == Decision.Kind.PUBLISH


def test_leaving_the_page_asks_about_notes_that_are_not_sent(live_server, visitor):
    revision = factories.submitted_revision()
    page = visitor(factories.moderator())
    page.goto(address(live_server, "review", revision.key))
    open_all(page)
    page.get_by_label("Your note on this answer").first.fill("Say which month.")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.get_by_role("link", name="Moderation queue").first.click(no_wait_after=True)
    page.get_by_label("What would make the story ready?").fill("Nearly there.")
    page.get_by_role("button", name="Send it back for changes").click()
    page.get_by_text("The partners have been asked for changes.").wait_for()

    assert asked == ["beforeunload"]
    assert Decision.objects.get().notes.get().text == "Say which month."
