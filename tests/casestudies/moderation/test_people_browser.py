"""Who could be guessed, and what is held, in a real browser."""

import pytest
from django.urls import reverse

from casestudies.stories import holding
from casestudies.stories.models import Revision
from portal.accounts.rules import SAFEGUARDING_CONTACT
from tests import factories

pytestmark = pytest.mark.browser

NAMED = {
    "title": "Lunch with Mr Abara",
    "difference": "Mrs Bello, 93, rang 01632 960123. She lay in bed 4.",
    "tips": ["Write to eve@example.org.", "Lay a cloth on the table."],
}


def test_axe_finds_nothing_where_somebody_could_be_guessed(live_server, visitor, axe):
    draft = factories.draft_revision(answers=NAMED)
    key = draft.case_study.inquiry.key
    page = visitor(draft.case_study.inquiry.begun_by)

    page.goto(live_server.url + reverse("stories:check", args=[key]))
    page.get_by_text("Could somebody be guessed?").wait_for()
    axe(page)
    page.get_by_role("link", name="Mrs Bello").click()
    page.wait_for_url("**/telling/#part-difference")
    axe(page)


def test_axe_finds_nothing_while_a_story_is_held_and_looked_at(
    live_server, visitor, axe
):
    revision = factories.submitted_revision(answers=NAMED)
    contact = factories.UserFactory(role=SAFEGUARDING_CONTACT)
    address = live_server.url + reverse("moderation:review", args=[revision.key])
    desk = visitor(factories.moderator())

    desk.goto(address)
    hold = desk.locator("details").filter(has=desk.locator("#hold-form"))
    hold.locator("summary").click()
    desk.get_by_role("button", name="Hold this story").click()
    desk.get_by_role("link", name="Write what worries you.").wait_for()
    axe(desk)
    desk.get_by_label("What worries you?").fill("He says that he was hit.")
    desk.get_by_role("button", name="Hold this story").click()
    desk.get_by_text("The story is held.").wait_for()
    page = visitor(contact)
    page.goto(address)
    axe(page)
    page.goto(live_server.url + reverse("moderation:queue"))
    axe(page)

    assert Revision.objects.get().held_reason == "He says that he was hit."


def test_a_moderator_meets_a_plain_page_instead_of_a_held_story(
    live_server, visitor, axe, complaints
):
    revision = factories.submitted_revision()
    holding.hold(revision, by=factories.moderator(), seen=revision.lock, reason="Harm.")
    desk = visitor(factories.moderator())

    desk.goto(live_server.url + reverse("moderation:review", args=[revision.key]))
    desk.get_by_role("heading", name="This story is held").wait_for()
    axe(desk)
    complaints.clear()  # the browser logs the 403
