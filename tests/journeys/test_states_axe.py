"""States that the whole journey does not meet, with long names, on a small screen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from casestudies.stories import actions, composing, editing
from casestudies.stories.models import Decision
from inquiry.protocols.models import Kind
from inquiry.telling import actions as telling
from portal.post import outbox
from tests import factories
from tests.inquiry.telling.pages import address

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 640}
WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
LONG_NAME = (
    f"Friends and neighbours of the hospitals and surgeries of {WORD}, and of every "
    "village round about it"
)
LONG_TITLE = f"The long table of {WORD}, and who sat at it"
WORDS = "word " * 200


@pytest.fixture
def look(visitor, axe):
    """``look(user)(address)`` opens a page and finds nothing wrong with it."""

    def as_person(user=None):
        page = visitor(user, viewport=SMALL)

        def at(path=None, *, title=""):
            if path:
                page.goto(path)
            assert page.locator("h1").count() == 1, page.url
            assert title in page.title()
            assert page.title() != " - Creating Light", page.url
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= SMALL["width"], f"{page.url} is {width} wide"
            axe(page)
            return page

        return at

    return as_person


def long_names(*, by=None, answers=None, **more):
    """A story whose teller, organisation, partners and title have long names."""
    if by is None:
        by = factories.UserFactory(name=f"Dr {WORD} ap {WORD}")
        home = factories.OrganisationFactory(name=LONG_NAME)
        factories.MembershipFactory(user=by, organisation=home, is_owner=True)
    named = [
        {**row, "organisation": LONG_NAME} for row in factories.ANSWERS[Kind.PEOPLE]
    ]
    return {
        "by": by,
        "organisation": by.memberships.get().organisation,
        "answers": {"title": LONG_TITLE, "partners": named, **(answers or {})},
    }


def read(revision):
    return {"seen": revision.lock, "digest": revision.digest}


def story_address(name, revision):
    return reverse(f"stories:{name}", args=[revision.case_study.inquiry.key])


def test_pages_without_a_single_story(look):
    at = look()

    for name in ("gallery:home", "gallery:care-settings", "gallery:themes"):
        at(reverse(name))
    at(reverse("gallery:care-setting", args=["hospital-ward"]))
    at(reverse("gallery:theme", args=["food-drink"]))
    at(reverse("gallery:list"))
    at("/case-studies/?q=nothing&theme=food-drink&nation=wales&page=x&icb=none")
    at("/case-studies/no-such-story/", title="cannot find")
    at(reverse("telling:start"))


def test_a_story_with_long_names_where_it_is_found_and_once_it_is_gone(look):
    study = factories.published_study(**long_names())
    factories.published_study(**long_names(by=study.inquiry.begun_by))
    revision = study.revisions.get()
    at = look()
    every_filter = (
        "care_setting=hospital-ward&theme=food-drink&enabler=start-small"
        "&partner_type=acute-trust&nation=england&sort=relevance"
    )

    for path in (
        "/",
        f"/case-studies/?q=table&{every_filter}",
        "/case-studies/?q=word",
    ):
        at(path)
    at(reverse("gallery:care-setting", args=["hospital-ward"]))
    at(study.get_absolute_url())
    at(study.inquiry.organisation.get_absolute_url())
    teller = study.inquiry.begun_by
    at = look(teller)
    at(story_address("take-down", revision))
    actions.withdraw(revision, by=teller, **read(revision))
    at(study.get_absolute_url(), title="no longer shown")


INVALID = {
    "title": WORDS,
    "best_moment": WORDS,
    "partners": [{"organisation": WORD, "partner_type": "", "what_they_did": WORDS}],
    "when": {"month": "13-20", "ongoing": False},
    "enablers": ["start-small", "clear-roles", "simple-way-in", "gone-from-the-list"],
    "number": {"value": "3", "what_was_counted": "patients"},
    "tips": [WORDS, WORD],
}


def test_questions_whose_answers_cannot_be_sent_yet(look):
    inquiry = factories.answered_inquiry(**long_names(answers=INVALID))
    pinch = factories.inquiry(by=inquiry.begun_by, protocol="hospital-shoe-pinches")
    idea = factories.inquiry(by=inquiry.begun_by, protocol="adapting-an-idea")
    telling.name_co_author(inquiry, by=inquiry.begun_by, email=f"{WORD}@example.org")
    at = look(inquiry.begun_by)

    for key in INVALID:
        page = at(address(inquiry, key))
        expect(page.get_by_text("Before you send the story in:")).to_be_visible()
    at(address(pinch, "touch_point"))
    at(address(idea, "inspired_by"))
    at(inquiry.get_absolute_url())
    at(reverse("telling:co-authors", args=[inquiry.key]))
    at(reverse("telling:discard", args=[inquiry.key]))


def test_a_telling_with_newer_answers_and_its_check_with_mistakes(look, complaints):
    draft = factories.draft_revision(**long_names())
    inquiry = draft.case_study.inquiry
    asked = inquiry.version.questions.get(key="value")
    seen = draft.sources.get(key="value").lock
    editing.save(draft, asked, f"Our edit of {WORD}.", seen=seen)
    answer = inquiry.answers.get(question=asked)
    telling.save_answer(
        inquiry, asked, f"New: {WORD}.", by=inquiry.begun_by, seen=answer.number
    )
    at = look(inquiry.begun_by)

    page = at(story_address("telling", draft))
    page.locator("#part-made_possible").get_by_role("button", name="Preview").click()
    expect(page.locator("#preview-made_possible p").first).to_be_visible()
    at()
    stale = page.context.new_page()
    stale.goto(page.url)
    page.locator("#part-summary").get_by_role("button", name="Save").click()
    expect(page.locator(".cl-saved")).to_contain_text("is saved.")
    at()
    stale.locator("#part-summary").get_by_role("button", name="Save").click()
    expect(stale.get_by_role("alert").first).to_contain_text("This place was changed")
    page.goto(story_address("check", draft))
    page.get_by_role("button", name="Send the story").click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    at(title="Error:")
    complaints.clear()  # the browser logs the 409


def test_where_a_story_stands_in_each_state(look):
    moderator = factories.moderator()
    revision = factories.submitted_revision(**long_names())
    teller = revision.submitted_by
    others = [factories.submitted_revision(**long_names(by=teller)) for _one in "abcd"]
    scheduled, asked, declined, published = others
    day = timezone.now() + timedelta(days=2)
    actions.claim(revision, by=moderator, seen=revision.lock)
    actions.schedule(
        scheduled, by=moderator, when=day, **read(scheduled), identity_checked=True
    )
    notes = {"value": WORD, "title": "Could it be shorter?"}
    actions.ask_for_changes(
        asked, by=moderator, message=WORDS, notes=notes, **read(asked)
    )
    reason = Decision.Reason.PROMOTION
    actions.decline(
        declined, by=moderator, reason=reason, message=WORDS, **read(declined)
    )
    actions.publish(
        published, by=moderator, message=WORD, **read(published), identity_checked=True
    )
    composing.compose(factories.answered_inquiry(**long_names(by=teller)), by=teller)
    begun = factories.inquiry(
        by=teller, organisation=revision.case_study.inquiry.organisation
    )
    at = look(teller)

    for one in (revision, *others):
        page = at(story_address("status", one))
        page.locator("main details summary").first.click()
        at()
    at(reverse("stories:status", args=[begun.key]))
    at(reverse("stories:mine"))
    at(reverse("telling:tasks", args=[asked.case_study.inquiry.key]))
    actions.start_update(published.case_study, by=teller)
    at(story_address("status", published))


def open_decisions(page):
    closed = page.locator("#decide details:not([open]) > summary").all()
    for summary in reversed(closed):
        summary.click()


def test_the_desk_with_each_list_and_each_mistake(look, complaints):
    moderator = factories.moderator(name=f"Prof {WORD}")
    at = look(moderator)
    at(reverse("moderation:queue"))
    revision = factories.submitted_revision(**long_names())
    for tab in ("waiting", "mine", "scheduled", "published", "changes", "withdrawn"):
        at(f"{reverse('moderation:queue')}?show={tab}&order=newest")

    page = at(reverse("moderation:review", args=[revision.key]))
    page.get_by_role("button", name="I am reading this one").click()
    expect(page.locator("main")).to_contain_text("You are reading this story.")
    at()
    for button in ("Set this date", "Send it back for changes"):
        open_decisions(page)
        page.get_by_role("button", name=button).click()
        expect(page.locator("[data-error-summary]")).to_be_visible()
        at(title="Error:")
    open_decisions(page)
    actions.publish(
        revision,
        by=moderator,
        seen=revision.lock + 1,
        digest=revision.digest,
        identity_checked=True,
    )
    page.locator("#publish-form").get_by_label("I have checked: ").check()
    page.get_by_role("button", name="Publish this story now").click()
    expect(page.locator("main")).to_contain_text("Nothing was changed.")
    at()
    complaints.clear()  # the browser logs the 409


def test_the_mailbox_of_the_demo(demo, look):
    at = look()
    at(reverse("post:mailbox"))
    letter = outbox.put(
        kind="test", to=f"{WORD}@example.org", subject=LONG_TITLE, body=f"See {WORD}"
    )
    at(reverse("post:mailbox"))
    at(reverse("post:message", args=[letter.key]))
