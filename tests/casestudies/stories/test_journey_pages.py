import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from casestudies.stories import actions, editing, standing
from casestudies.stories.models import Decision, Revision
from casestudies.stories.workflow import State
from inquiry.telling import actions as telling
from inquiry.telling.models import Inquiry
from portal.post.models import Message
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


def test_a_story_just_begun_is_a_draft_not_yet_named(signed_in):
    inquiry = factories.inquiry()
    browser = signed_in(inquiry.begun_by)

    for name in (
        reverse("stories:mine"),
        reverse("stories:status", args=[inquiry.key]),
    ):
        html = browser.get(name).content.decode()
        assert "Not yet named" in html
        assert "Draft" in html


def test_a_waiting_story_says_its_place_and_the_usual_time(browser, revision):
    html = status(browser, revision)

    assert "Waiting to be read: number 1 of 1." in html
    assert "about 5 working days" in html


def test_the_place_counts_those_that_came_before(revision, browser):
    later = factories.submitted_revision(
        by=revision.submitted_by,
        organisation=revision.case_study.inquiry.organisation,
    )

    assert "number 2 of 2" in status(browser, later)


def test_the_usual_time_counts_working_days_of_recent_decisions(moderator):
    now = timezone.localtime().replace(hour=12)
    monday = now - datetime.timedelta(days=now.weekday() + 7)
    for sent, decided in [(-3, 1), (0, 4)]:  # Friday to Tuesday, Monday to Friday
        revision = factories.submitted_revision()
        actions.publish(revision, by=moderator, **read(revision), identity_checked=True)
        days = [monday + datetime.timedelta(days=n) for n in (sent, decided)]
        Revision.objects.filter(pk=revision.pk).update(submitted_at=days[0])
        Decision.objects.filter(revision=revision).update(at=days[1])

    assert standing.usual_days() == 3


@pytest.mark.both_databases
def test_a_story_that_is_sent_again_does_not_shorten_the_usual_time(
    revision, moderator
):
    sent = timezone.now() - datetime.timedelta(days=14)
    Revision.objects.filter(pk=revision.pk).update(submitted_at=sent)
    once = factories.submitted_revision()
    Revision.objects.filter(pk=once.pk).update(submitted_at=sent)
    in_two_days = timezone.now() + datetime.timedelta(days=2)
    for one in (revision, once):
        given = read(one) | {"when": in_two_days, "identity_checked": True}
        actions.schedule(one, by=moderator, **given)
    before = standing.usual_days()

    teller = revision.submitted_by
    actions.take_back(revision, by=teller, seen=revision.lock)
    ticks = factories.ticks(revision)
    actions.submit(revision, by=teller, seen=revision.lock, ticks=ticks)

    assert before == standing.usual_days() == 10


def test_a_claimed_story_is_being_read_and_cannot_be_taken_back(
    browser, revision, moderator
):
    actions.claim(revision, by=moderator, seen=revision.lock)

    html = status(browser, revision)
    response = browser.post(
        address("take-back", revision), {"seen": revision.lock}, follow=True
    )

    assert "A moderator is reading it now." in html
    assert "Take it back" not in html
    assert "It is too late to take it back" in response.content.decode()
    assert Revision.objects.get().state == State.SUBMITTED


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("claimed_by_id", [None, 1])
def test_what_waits_and_is_not_being_read_may_be_taken_back(state, claimed_by_id):
    revision = Revision(state=state, claimed_by_id=claimed_by_id)
    story = standing.Standing(Inquiry(), revision=revision)

    waits = [(State.SUBMITTED, None), (State.SCHEDULED, None), (State.SCHEDULED, 1)]
    assert story.may_be_taken_back == ((state, claimed_by_id) in waits)


def test_taking_back_twice_says_that_it_is_a_draft_already(browser, revision):
    seen = {"seen": revision.lock}
    browser.post(address("take-back", revision), seen)

    response = browser.post(address("take-back", revision), seen, follow=True)

    page = response.content.decode()
    assert "Your story is a draft already." in page
    assert "somebody is reading it" not in page


def test_a_waiting_story_can_be_taken_back(browser, revision):
    browser.post(address("take-back", revision), {"seen": revision.lock})

    assert Revision.objects.get().state == State.DRAFT
    assert "Only the people who tell it can see it." in status(browser, revision)


def test_method_16_what_a_moderator_asks_comes_first_with_its_questions(
    browser, revision, moderator
):
    actions.ask_for_changes(
        revision,
        by=moderator,
        message="Lovely. One thing.",
        notes={"best_moment": "Who was there?"},
        **read(revision),
    )

    html = status(browser, revision)

    key = revision.case_study.inquiry.key
    question = reverse("telling:question", args=[key, "best_moment"])
    assert "Changes asked for" in html
    assert "It is your turn." in html
    assert html.index("Lovely. One thing.") < html.index("Who was there?")
    assert html.index("Who was there?") < html.index("What you can do next")
    assert question in html


def test_a_note_on_words_edited_in_the_story_leads_to_those_words(signed_in, moderator):
    revision = factories.draft_revision()
    teller = revision.case_study.inquiry.begun_by
    question = revision.case_study.inquiry.version.questions.get(key="best_moment")
    lock = revision.sources.get(key="best_moment").lock
    editing.save(revision, question, "Edited words.", seen=lock)
    actions.submit(
        revision, by=teller, seen=revision.lock, ticks=factories.ticks(revision)
    )
    asked = {"best_moment": "Who was there?"}
    actions.ask_for_changes(
        revision, by=moderator, message="", notes=asked, **read(revision)
    )

    html = status(signed_in(teller), revision)

    assert f"{address('telling', revision)}#part-best_moment" in html
    question_page = [revision.case_study.inquiry.key, "best_moment"]
    assert reverse("telling:question", args=question_page) not in html


def test_an_answered_request_is_not_shown_again(browser, revision, moderator):
    actions.ask_for_changes(
        revision, by=moderator, message="Nearly.", notes={}, **read(revision)
    )
    draft = Revision.objects.last()

    actions.submit(
        draft, by=revision.submitted_by, seen=draft.lock, ticks=factories.ticks(draft)
    )

    assert "Nearly." not in status(browser, revision)


def test_a_planned_story_says_when(browser, revision, moderator):
    when = datetime.datetime(2030, 5, 1, 9, 30, tzinfo=datetime.UTC)
    actions.schedule(
        revision, by=moderator, when=when, **read(revision), identity_checked=True
    )

    assert "It will be published on 1 May 2030 at 10:30." in status(browser, revision)


def test_a_declined_story_says_why_and_can_be_begun_again(browser, revision, moderator):
    actions.decline(
        revision,
        by=moderator,
        reason=Decision.Reason.PROMOTION,
        message="It reads like a leaflet.",
        **read(revision),
    )

    html = status(browser, revision)
    browser.post(address("update", revision))

    assert "It advertises a product or service." in html
    assert "It reads like a leaflet." in html
    assert Revision.objects.last().state == State.DRAFT


def test_another_reason_is_told_in_the_words_of_the_moderator_alone(
    browser, revision, moderator
):
    words = "We have spoken with the ward about it."
    reason = Decision.Reason.OTHER
    actions.decline(
        revision, by=moderator, reason=reason, message=words, **read(revision)
    )

    letter = Message.objects.get(kind="stories_declined").body
    html = status(browser, revision)

    assert words in letter
    assert words in html
    assert "reason" not in letter
    assert "reason" not in html


def test_a_published_story_links_to_its_page_and_can_be_updated(
    browser, revision, moderator
):
    actions.publish(revision, by=moderator, **read(revision), identity_checked=True)

    html = status(browser, revision)
    response = browser.post(address("update", revision))

    assert revision.case_study.get_absolute_url() in html
    assert response.url == address("telling", revision)
    assert "The published page stays up" in status(browser, revision)
    assert Revision.objects.published().count() == 1


def test_tellers_take_their_story_down_after_a_question(browser, revision, moderator):
    actions.publish(revision, by=moderator, **read(revision), identity_checked=True)
    url = address("take-down", revision)

    asked = browser.get(url)
    still_up = browser.get(revision.case_study.get_absolute_url()).status_code
    browser.post(url, read(revision))

    assert "Take the story down?" in asked.content.decode()
    assert still_up == 200
    assert browser.get(revision.case_study.get_absolute_url()).status_code == 410
    assert "Taken down" in status(browser, revision)


def test_taking_down_from_an_old_page_does_nothing(browser, revision, moderator):
    actions.publish(revision, by=moderator, **read(revision), identity_checked=True)

    browser.post(
        address("take-down", revision), {"seen": "x", "digest": revision.digest}
    )

    assert Revision.objects.get().state == State.PUBLISHED


def test_a_story_that_is_not_up_cannot_be_taken_down(browser, revision):
    assert browser.get(address("take-down", revision)).status_code == 404


def test_your_stories_are_those_you_tell(browser, revision):
    factories.submitted_revision(answers={"title": "Somebody else's"})

    html = browser.get(reverse("stories:mine")).content.decode()

    assert "Lunch at one table" in html
    assert "Somebody else" not in html


def test_method_47_examples_are_marked_in_your_stories(signed_in):
    inquiry = factories.inquiry(is_example=True)

    html = signed_in(inquiry.begun_by).get(reverse("stories:mine")).content.decode()

    assert "Example story" in html


def many(count, person, organisation):
    for number in range(count):
        make = [factories.inquiry, factories.submitted_revision][number % 2]
        make(by=person, organisation=organisation)


def test_your_stories_cost_the_same_with_many(signed_in, django_assert_max_num_queries):
    member = factories.MembershipFactory()
    browser = signed_in(member.user)
    url = reverse("stories:mine")
    many(10, member.user, member.organisation)
    browser.get(url)
    with django_assert_max_num_queries(30) as captured:
        browser.get(url)
    few = len(captured)
    many(30, member.user, member.organisation)

    with django_assert_max_num_queries(few):
        response = browser.get(url)

    assert response.content.decode().count("<article") == 20


def test_the_words_of_the_story_show_what_a_moderator_asks_beside_them(
    browser, revision, moderator
):
    notes = {"value": "Say more, please."}
    actions.ask_for_changes(
        revision, by=moderator, message="Nearly.", notes=notes, **read(revision)
    )

    html = browser.get(address("telling", revision)).content.decode()

    part = html[html.index('id="part-value"') :].partition("</section>")[0]
    assert "The moderator asks" in part
    assert "Say more, please." in part
    assert html.count("Say more, please.") == 1
    assert "the moderator asks for a change" in html


def test_who_is_asked_to_tell_a_story_sees_it_beside_their_own(signed_in):
    inquiry = factories.inquiry()
    asked, other = factories.UserFactory(), factories.UserFactory()
    telling.name_co_author(inquiry, by=inquiry.begun_by, email=asked.email.upper())
    to_answer = reverse("telling:co-author-accept", args=[inquiry.key])

    assert to_answer in signed_in(asked).get(reverse("stories:mine")).content.decode()
    assert (
        to_answer not in signed_in(other).get(reverse("stories:mine")).content.decode()
    )
