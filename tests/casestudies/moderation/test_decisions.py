"""Tests of what a moderator decides, and of coming too late."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casestudies.stories import actions
from casestudies.stories.models import Decision, Revision
from portal.record.models import Event
from tests import factories
from tests.casestudies.moderation.test_review import post, review

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return factories.moderator(name="Priya Lindqvist")


@pytest.fixture
def desk(signed_in, moderator):
    return signed_in(moderator)


def decide(verb, revision, *, by, **more):
    verb(revision, by=by, seen=revision.lock, digest=revision.digest, **more)


def test_publishing_puts_the_story_up(desk, moderator):
    revision = factories.submitted_revision()

    response = post(desk, revision, "publish", message="Lovely.", identity_checked="on")

    assert response.status_code == 302
    assert Revision.objects.get().state == "published"
    decision = Decision.objects.get()
    assert (decision.kind, decision.by) == ("publish", moderator)
    assert (decision.message, decision.digest) == ("Lovely.", revision.digest)


def test_planning_keeps_the_british_time_that_was_set(desk):
    revision = factories.submitted_revision()
    day = date(timezone.localdate().year + 1, 7, 1)
    if day > timezone.localdate() + timedelta(days=366):
        day = date(timezone.localdate().year, 7, 1)

    post(
        desk,
        revision,
        "schedule",
        day=f"{day:%d/%m/%Y}",
        time="09:30",
        identity_checked="on",
    )

    planned = Revision.objects.get()
    assert planned.state == "scheduled"
    assert planned.scheduled_for.isoformat() == f"{day}T08:30:00+00:00"


@pytest.mark.parametrize(
    ("day", "time", "sentence"),
    [
        ("", "09:00", "Enter the date to publish the story."),
        ("31/02/2027", "09:00", "Enter a real date, such as 14/02/2027."),
        ("01/01/2020", "09:00", "Choose a date and time that are still to come."),
        ("01/01/9999", "09:00", "Choose a date within the next year."),
        ("01/02/2027", "lunch", "Enter a real time, such as 09:30."),
    ],
)
def test_a_date_that_cannot_be_is_refused_in_words(desk, day, time, sentence):
    revision = factories.submitted_revision()

    response = post(
        desk, revision, "schedule", day=day, time=time, message="Well told."
    )

    page = response.content.decode()
    assert page.count(sentence) == 2
    assert "There is a problem" in page
    assert "Well told." in page
    assert Revision.objects.get().state == "submitted"


def test_undoing_a_date_brings_the_story_back(desk, moderator):
    revision = factories.submitted_revision()
    tomorrow = timezone.now() + timedelta(days=1)
    decide(
        actions.schedule,
        revision,
        by=moderator,
        when=tomorrow,
        identity_checked=True,
    )

    post(desk, revision, "unschedule")

    assert Revision.objects.get().state == "submitted"


def test_method_16_changes_are_asked_for_question_by_question_and_kept(desk):
    revision = factories.submitted_revision()

    post(desk, revision, "ask", message="Nearly there.", **{"note-tips": "Shorter?"})

    decision = Decision.objects.get()
    assert revision.case_study.revisions.first().state == "changes_requested"
    assert revision.case_study.revisions.last().state == "draft"
    assert decision.message == "Nearly there."
    assert list(decision.notes.values_list("question_key", "text")) == [
        ("tips", "Shorter?")
    ]


def test_asking_for_changes_needs_words(desk):
    revision = factories.submitted_revision()

    response = post(desk, revision, "ask", message="  ")

    sentence = "Write a message, or a note beside an answer, or both."
    assert response.content.decode().count(sentence) == 2
    assert Revision.objects.get().state == "submitted"


def test_a_note_that_was_typed_stays_when_the_form_is_refused(desk):
    revision = factories.submitted_revision()

    response = post(
        desk, revision, "ask", message="x" * 4001, **{"note-tips": "Shorter?"}
    )

    assert "Shorter?" in response.content.decode()
    assert Revision.objects.get().state == "submitted"


def test_declining_keeps_the_reason_and_the_words(desk):
    revision = factories.submitted_revision()

    post(desk, revision, "decline", reason="promotion", message="Thank you.")

    page = desk.get(reverse("moderation:review", args=[revision.key])).text
    assert "As the public would see it" in page
    decision = Decision.objects.get()
    assert Revision.objects.get().state == "declined"
    assert (decision.reason, decision.message) == ("promotion", "Thank you.")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"message": "Thank you."}, "Choose a reason."),
        ({"reason": "other"}, "Write some words to the partners."),
        ({"reason": "because", "message": "Thank you."}, "Select a valid choice"),
    ],
)
def test_declining_needs_a_reason_of_the_list_and_words(desk, given, sentence):
    revision = factories.submitted_revision()

    response = post(desk, revision, "decline", **given)

    assert sentence in response.content.decode()
    assert Revision.objects.get().state == "submitted"


def test_a_story_is_taken_down_and_put_back(desk):
    revision = factories.published_study().revisions.get()

    up_page = desk.get(review(revision)).text
    post(desk, revision, "withdraw", message="For now.")
    down = Revision.objects.get()
    down_page = desk.get(review(revision)).text
    post(desk, down, "restore")

    assert "As the public sees it" in up_page
    assert down.state == "withdrawn"
    assert "As the public saw it" in down_page
    assert Revision.objects.get().state == "published"


def test_what_a_partner_took_down_no_moderator_puts_back(desk):
    study = factories.published_study()
    revision = study.revisions.get()
    decide(actions.withdraw, revision, by=study.inquiry.begun_by)

    page = desk.get(review(revision)).content.decode()
    response = post(desk, revision, "restore")

    assert "only a partner can bring it back" in page
    assert response.status_code == 403
    assert Revision.objects.get().state == "withdrawn"


@pytest.mark.both_databases
def test_the_second_decision_is_told_what_happened_and_does_nothing(
    signed_in, moderator
):
    revision = factories.submitted_revision()
    read = Revision.objects.get()
    decide(actions.publish, revision, by=moderator, identity_checked=True)
    clock = timezone.localtime(Decision.objects.get().at)
    events = Event.objects.count()

    response = post(
        signed_in(factories.moderator()),
        read,
        "decline",
        reason="other",
        message="I had my doubts.",
    )

    page = response.content.decode()
    told = f"Priya Lindqvist published this story at {clock:%H:%M}. Nothing was changed"
    assert response.status_code == 409
    assert told in page
    assert "I had my doubts." in page
    assert Revision.objects.get().state == "published"
    assert (Decision.objects.count(), Event.objects.count()) == (1, events)


def test_a_decision_on_other_words_than_were_read_does_nothing(desk):
    revision = factories.submitted_revision()
    revision.digest = "0" * 64

    response = post(desk, revision, "ask", message="Please add the date.")

    assert response.status_code == 409
    assert "This story has changed since you opened it." in response.content.decode()
    assert "Please add the date." in response.content.decode()
    assert Revision.objects.get().state == "submitted"
    assert not Decision.objects.exists()


@pytest.mark.parametrize("given", [{}, {"lock": "x"}, {"lock": 1, "digest": ""}])
def test_a_form_that_does_not_say_what_was_read_does_nothing(desk, given):
    revision = factories.submitted_revision()
    address = reverse("moderation:publish", args=[revision.key])

    response = desk.post(address, given)

    assert response.status_code == 409
    assert Revision.objects.get().state == "submitted"


def test_there_is_nothing_to_decide_about_a_story_that_was_never_sent(desk):
    draft = factories.draft_revision()

    response = post(desk, draft, "publish", identity_checked="on")

    assert response.status_code == 404
    assert Revision.objects.get().state == "draft"


def test_a_story_that_was_taken_back_is_said_to_be_with_its_partners(desk):
    revision = factories.submitted_revision(answers={"difference": "Our secret"})
    read = Revision.objects.get()
    teller = revision.case_study.inquiry.begun_by
    actions.take_back(revision, by=teller, seen=revision.lock)

    response = post(desk, read, "publish", identity_checked="on")
    page = desk.get(review(revision))

    assert response.status_code == 409
    assert "The partners took this story back" in response.content.decode()
    assert "Our secret" not in page.content.decode()
    assert Revision.objects.get().state == "draft"


@pytest.mark.parametrize("verb", ["ask", "decline", "hold"])
def test_words_for_a_story_that_was_taken_back_are_given_back(desk, verb):
    revision = factories.submitted_revision()
    read = Revision.objects.get()
    teller = revision.case_study.inquiry.begun_by
    actions.take_back(revision, by=teller, seen=revision.lock)

    response = post(desk, read, verb, message="Who laid the <table>?", reason="other")

    page = response.content.decode()
    assert response.status_code == 409
    assert "The partners took this story back" in page
    assert "Who laid the &lt;table&gt;?" in page


@pytest.mark.parametrize(
    "verb",
    [
        "claim",
        "release",
        "publish",
        "schedule",
        "unschedule",
        "ask",
        "decline",
        "hold",
        "unhold",
        "withdraw",
        "restore",
    ],
)
def test_only_a_moderators_post_does_anything(signed_in, verb):
    revision = factories.submitted_revision()
    address = reverse(f"moderation:{verb}", args=[revision.key])
    partner = signed_in(revision.case_study.inquiry.begun_by)

    refused = post(partner, revision, verb).status_code
    got = signed_in(factories.moderator()).get(address).status_code

    assert (refused, got) == (403, 405)
    assert Revision.objects.get().state == "submitted"


def test_the_words_of_a_story_are_shown_as_words(desk):
    revision = factories.submitted_revision(
        answers={"title": "<script>alert(1)</script> & tea"}
    )

    page = desk.get(review(revision)).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; tea" in page


def test_after_a_decision_the_page_leads_to_the_next_that_waits(signed_in):
    first, taken, second = (factories.submitted_revision() for _ in range(3))
    actions.claim(taken, by=factories.moderator(), seen=taken.lock)
    person = factories.moderator()
    client = signed_in(person)

    before = client.get(review(first)).content.decode()
    actions.publish(
        first,
        by=person,
        seen=first.lock,
        digest=first.digest,
        identity_checked=True,
    )
    after = client.get(review(first)).content.decode()

    assert review(second) not in before
    assert review(second) in after
