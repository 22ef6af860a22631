"""The pages of a story in a real browser: accessible in each state, with and without
JavaScript, at 320 pixels."""

import pytest
from django.urls import reverse

from casestudies.stories import actions, editing
from casestudies.stories.models import Decision, Revision
from inquiry.telling import actions as telling
from tests import factories

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}


def address(live_server, name, *args):
    return live_server.url + reverse(f"stories:{name}", args=args)


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.fixture
def draft():
    return factories.draft_revision(protocol="hospital-shoe-pinches")


def change_answer(draft, key, words):
    inquiry = draft.case_study.inquiry
    asked = inquiry.version.questions.get(key=key)
    telling.save_answer(inquiry, asked, words, by=inquiry.begun_by, seen=1)


def test_axe_finds_nothing_on_the_telling_page(
    live_server, visitor, axe, draft, teller, complaints
):
    key = draft.case_study.inquiry.key
    editing.save_summary(draft, "", confirmed=False, seen=1)
    change_answer(draft, "pinch", "Another beginning.")
    page = visitor(teller, viewport=NARROW)

    page.goto(address(live_server, "telling", key))
    axe(page)
    assert fits(page)
    asked = draft.case_study.inquiry.version.questions.get(key="difference")
    editing.save(draft, asked, "A colleague's words.", seen=1)
    page.locator("#difference-answer").fill("My words.")
    page.locator("#part-difference").get_by_role("button", name="Save").click()
    page.get_by_text("This place was changed after you opened the page").wait_for()
    complaints.clear()  # of the 409 that the page is answered with
    axe(page)
    assert fits(page)


def test_axe_finds_nothing_on_the_check_page(live_server, visitor, axe, teller, key):
    page = visitor(teller, viewport=NARROW)

    page.goto(address(live_server, "check", key))
    axe(page)
    page.get_by_role("button", name="Send the story").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    axe(page)
    assert fits(page)


def test_axe_finds_nothing_on_the_way_of_a_story(live_server, visitor, axe):
    moderator = factories.moderator()
    revision = factories.submitted_revision()
    teller, key = revision.submitted_by, revision.case_study.inquiry.key
    page = visitor(teller, viewport=NARROW)

    def look(name="status"):
        page.goto(address(live_server, name, key))
        axe(page)
        assert fits(page)

    look()
    actions.ask_for_changes(
        revision,
        by=moderator,
        message="Nearly.",
        notes={"tips": "One more."},
        seen=revision.lock,
        digest=revision.digest,
    )
    look()
    draft = Revision.objects.last()
    actions.submit(draft, by=teller, seen=draft.lock, ticks=factories.ticks(draft))
    actions.decline(
        draft,
        by=moderator,
        reason=Decision.Reason.OTHER,
        message="Sorry.",
        seen=draft.lock,
        digest=draft.digest,
    )
    look()
    page.goto(live_server.url + reverse("stories:mine"))
    axe(page)
    assert fits(page)


def test_axe_finds_nothing_on_a_published_story(live_server, visitor, axe):
    study = factories.published_study(is_example=True)
    factories.published_study()
    page = visitor(viewport=NARROW)
    partner = visitor(study.inquiry.begun_by)

    page.goto(live_server.url + study.get_absolute_url())
    axe(page)
    assert fits(page)
    partner.goto(address(live_server, "take-down", study.inquiry.key))
    axe(partner)
    partner.get_by_role("button", name="Take it down").click()
    partner.get_by_text("Your story has been taken down.").wait_for()
    axe(partner)
    page.reload()
    axe(page)


@pytest.mark.parametrize("script", [True, False])
def test_a_partner_edits_previews_and_sends(live_server, visitor, teller, key, script):
    page = visitor(teller, java_script_enabled=script)

    page.goto(address(live_server, "telling", key))
    part = page.locator("#part-difference")
    part.locator("textarea").fill("**Everybody** eats together.")
    part.get_by_role("button", name="Preview").click()
    page.locator("#preview-difference strong", has_text="Everybody").wait_for()
    part.get_by_role("button", name="Save").click()
    page.get_by_text("“What changed” is saved.").wait_for()
    page.get_by_role("link", name="Check your story").first.click()
    page.locator("strong", has_text="Everybody").wait_for()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Send the story").click()

    page.get_by_text("Your story has been sent. Thank you.").wait_for()
    page.get_by_text("Waiting to be read: number 1 of 1.").wait_for()


def test_the_toolbar_writes_markdown_for_people_who_know_none(
    live_server, visitor, teller, key
):
    page = visitor(teller)

    page.goto(address(live_server, "telling", key))
    area = page.locator("#difference-answer")
    area.fill("together")
    area.select_text()
    page.locator("#part-difference").get_by_role("button", name="Bold").click()

    assert area.input_value() == "**together**"


def test_words_survive_a_session_that_ended(
    live_server, visitor, teller, key, draft, complaints
):
    page = visitor(teller)
    page.goto(address(live_server, "telling", key))
    page.locator("#difference-answer").fill("Typed before the end.")
    page.context.clear_cookies()

    page.locator("#part-difference").get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="You are signed out").wait_for()
    tab = page.context.new_page()
    tab.goto(address(live_server, "telling", key))
    tab.get_by_label("E-mail").fill(teller.email)
    tab.get_by_label("Password", exact=True).fill(factories.PASSWORD)
    tab.get_by_role("button", name="Sign in").first.click()
    tab.get_by_role("heading", name="Your story").wait_for()
    page.get_by_role("button", name="I have signed in").click()

    page.locator("#difference-answer").wait_for()
    assert page.locator("#difference-answer").input_value() == "Typed before the end."
    page.locator("#part-difference").get_by_role("button", name="Save").click()
    page.get_by_text("“What changed” is saved.").wait_for()
    assert draft.parts.get(key="difference").text == "Typed before the end."
    complaints.clear()  # of the 403s that carry the words


def test_saving_one_part_keeps_what_was_typed_in_another(
    live_server, visitor, teller, key, draft
):
    page = visitor(teller)
    page.goto(address(live_server, "telling", key))
    page.locator("#difference-answer").fill("First words.")
    page.locator("#who_did_what-answer").fill("Second words.")

    page.locator("#part-who_did_what").get_by_role("button", name="Save").click()
    page.get_by_text("“Who did what” is saved.").wait_for()

    assert page.locator("#difference-answer").input_value() == "First words."
    assert draft.parts.get(key="difference").text == "First words."
    assert draft.parts.get(key="who_did_what").text == "Second words."


def test_following_a_link_saves_what_was_typed(
    live_server, visitor, teller, key, draft
):
    page = visitor(teller)
    page.goto(address(live_server, "telling", key))
    page.locator("#difference-answer").fill("Typed and not saved.")

    page.get_by_role("link", name="Check your story").first.click()
    page.get_by_text("This is what readers will see.").wait_for()

    page.get_by_text("Typed and not saved.").wait_for()
    assert draft.parts.get(key="difference").text == "Typed and not saved."


def test_words_that_cannot_be_saved_beside_others_are_not_left_behind(
    live_server, visitor, teller, key, draft, complaints
):
    page = visitor(teller)
    page.goto(address(live_server, "telling", key))
    page.locator("#difference-answer").fill("Mine.")
    page.locator("#who_did_what-answer").fill("Second words.")
    asked = draft.case_study.inquiry.version.questions.get(key="difference")
    editing.save(draft, asked, "A colleague's words.", seen=1)

    page.locator("#part-who_did_what").get_by_role("button", name="Save").click()
    page.get_by_text("This part was changed elsewhere").wait_for()

    assert page.locator("#difference-answer").input_value() == "Mine."
    assert page.locator("#who_did_what-answer").input_value() == "Second words."
    page.locator("#part-difference").get_by_role("button", name="Save").click()
    page.get_by_text("This place was changed after you opened the page").wait_for()
    assert page.locator("#difference-answer").input_value() == "Mine."
    assert draft.parts.get(key="who_did_what").text == "Second words."
    page.get_by_role("button", name="Leave it like this").click()
    page.locator(".cl-part--changed").wait_for(state="detached")
    assert draft.parts.get(key="difference").text == "A colleague's words."
    complaints.clear()  # of the 409s


def test_words_of_a_closed_tab_that_came_too_late_are_there_at_the_next_visit(
    live_server, visitor, teller, key, draft, complaints
):
    page = visitor(teller)
    page.goto(address(live_server, "telling", key))
    page.locator("#difference-answer").fill("Typed in the tab that closes.")
    other = page.context.new_page()
    other.goto(address(live_server, "telling", key))
    other.locator("#difference-answer").fill("Saved in the other tab.")
    other.locator("#part-difference").get_by_role("button", name="Save").click()
    other.get_by_text("is saved.").wait_for()

    page.close(run_before_unload=True)
    other.wait_for_function(
        "async () => (await (await fetch(location.href)).text()).includes('You left')"
    )
    other.goto(address(live_server, "telling", key))

    other.get_by_text("before your words could be saved").wait_for()
    field = other.locator("#difference-answer")
    assert field.input_value() == "Typed in the tab that closes."
    assert draft.parts.get(key="difference").text == "Saved in the other tab."
    field.fill("Both together.")
    other.locator("#part-difference").get_by_role("button", name="Save").click()
    other.get_by_text("is saved.").wait_for()
    assert not other.get_by_text("before your words could be saved").count()
    assert draft.parts.get(key="difference").text == "Both together."
    complaints.clear()  # of the 409
