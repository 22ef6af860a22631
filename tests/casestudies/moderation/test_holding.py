"""Tests of a story that may tell of harm: held for the safeguarding contacts alone."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from casestudies.stories import actions, holding
from casestudies.stories.models import Decision, Revision
from casestudies.stories.workflow import TransitionError
from portal.accounts.rules import (
    ADMINISTRATOR,
    MODERATOR,
    ROLES,
    SAFEGUARDING_CONTACT,
)
from portal.post.models import Message
from tests import factories
from tests.casestudies.moderation.test_review import post, review

pytestmark = pytest.mark.django_db

QUEUE = reverse("moderation:queue")
WORD = "Marmalade"
REASON = "She says that a carer hit him."


def waiting():
    return factories.submitted_revision(answers={"title": f"{WORD} for lunch"})


def held(*, by=None, revision=None):
    revision = revision or waiting()
    by = by or factories.moderator()
    holding.hold(revision, by=by, seen=revision.lock, reason=REASON)
    return revision


def read(revision):
    return {"seen": revision.lock, "digest": revision.digest}


def state():
    return Revision.objects.get().state


def test_method_45_a_moderator_holds_a_story_and_says_why(
    moderator, contact, signed_in
):
    revision = waiting()
    desk = signed_in(moderator)

    without_words = post(desk, revision, "hold", message=" ")
    response = post(desk, revision, "hold", message=REASON)

    assertContains(without_words, "Write what worries you.", count=2)
    assert (response.status_code, response.url) == (302, QUEUE)
    now = Revision.objects.get()
    assert (now.state, now.held_by, now.held_reason) == (
        "submitted",
        moderator,
        REASON,
    )
    assert [event.verb for event in factories.events(revision)][-1] == "hold"


@pytest.mark.parametrize("make", [factories.moderator, factories.lead_moderator])
def test_method_45_a_held_story_leaves_the_queue_of_moderators(make, signed_in):
    revision = held()
    person = make()
    desk = signed_in(person)

    for tab in ("waiting", "mine", "held", "declined"):
        assertNotContains(desk.get(QUEUE, {"show": tab}), WORD)
    page = desk.get(review(revision))
    assertContains(page, "This story is held", status_code=403)
    assertNotContains(page, WORD, status_code=403)
    assertNotContains(page, REASON, status_code=403)


def test_method_45_the_safeguarding_contact_finds_and_reads_it(contact, signed_in):
    revision = held()
    desk = signed_in(contact)

    queue = desk.get(QUEUE)
    page = desk.get(review(revision))

    assertContains(queue, WORD)
    assertContains(queue, "Held: may tell of harm")
    assertContains(page, WORD)
    assertContains(page, REASON)
    assertNotContains(page, "You tell this story yourself")
    assert [form.verb for form in page.context["offered"]] == ["unhold", "decline"]


def test_a_safeguarding_contact_sees_nothing_else_of_the_desk(contact, signed_in):
    revision = waiting()
    desk = signed_in(contact)

    assertNotContains(desk.get(QUEUE, {"show": "waiting"}), WORD)
    assert desk.get(review(revision)).status_code == 404
    assert post(desk, revision, "hold", message="x").status_code == 404


@pytest.mark.parametrize(
    "verb", ["claim", "release", "publish", "schedule", "ask", "decline", "unhold"]
)
def test_method_45_nobody_else_decides_about_a_held_story(verb, signed_in):
    revision = held()

    response = post(
        signed_in(factories.lead_moderator()), revision, verb, message="My words."
    )

    assert response.status_code == 403
    now = Revision.objects.get()
    assert (now.lock, now.held_at is None) == (revision.lock, False)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("verb", ["claim", "publish", "schedule", "ask"])
def test_a_contact_who_moderates_too_does_not_publish_while_it_is_held(
    verb, moderator, signed_in
):
    revision = held()
    both = factories.moderator()
    both.groups.add(*factories.Group.objects.filter(name=SAFEGUARDING_CONTACT))

    assert post(signed_in(both), revision, verb).status_code == 403
    assert state() == "submitted"


def test_what_a_moderator_wrote_meanwhile_is_given_back(moderator, signed_in):
    revision = waiting()
    held(revision=Revision.objects.get())

    response = post(signed_in(moderator), revision, "ask", message="Which month?")

    assertContains(response, "Which month?", status_code=403)


def test_method_45_the_contact_gives_it_back_to_the_queue(
    contact, moderator, signed_in
):
    revision = held()

    response = post(signed_in(contact), revision, "unhold")

    assert (response.status_code, response.url) == (302, QUEUE)
    now = Revision.objects.get()
    assert (now.held_at, now.held_by, now.held_reason) == (None, None, "")
    assert [event.verb for event in factories.events(revision)][-1] == "unhold"
    assertContains(signed_in(moderator).get(QUEUE), WORD)


def test_method_45_the_contact_declines_it(contact, signed_in):
    revision = held()

    post(signed_in(contact), revision, "decline", reason="other", message="We rang.")

    now = Revision.objects.get()
    assert (now.state, now.held_at is None) == ("declined", False)
    assert Decision.objects.get().by == contact


def test_method_45_what_the_contact_declined_stays_with_the_contacts(
    contact, moderator, signed_in
):
    revision = held()
    post(signed_in(contact), revision, "decline", reason="other", message="We rang Al.")
    desk = signed_in(moderator)

    for tab in ("declined", "kept", "held"):
        assertNotContains(desk.get(QUEUE, {"show": tab}), WORD)
    assertContains(desk.get(review(revision)), "This story is held", status_code=403)
    desk = signed_in(contact)
    assertContains(desk.get(QUEUE, {"show": "kept"}), WORD)
    assertNotContains(desk.get(QUEUE, {"show": "held"}), WORD)
    page = desk.get(review(revision))
    assertContains(page, "only the safeguarding contacts can read it.")
    assert page.context["offered"] == []


def test_method_45_tellers_see_only_that_it_is_being_read(signed_in):
    revision = held()
    inquiry = revision.case_study.inquiry
    browser = signed_in(inquiry.begun_by)

    status = browser.get(reverse("stories:status", args=[inquiry.key]))
    mine = browser.get(reverse("stories:mine"))
    browser.post(
        reverse("stories:take-back", args=[inquiry.key]), {"seen": revision.lock}
    )

    assertContains(status, "A moderator is reading it now.")
    for page in (status, mine):
        assertNotContains(page, "held")
        assertNotContains(page, "harm")
        assertNotContains(page, REASON)
    assert state() == "submitted"


def test_method_45_what_was_held_is_declined_to_its_tellers_like_any_other(
    contact, signed_in
):
    revision = held()
    kindly = {"reason": "other", "message": "We rang you."}
    actions.decline(revision, by=contact, **read(revision), **kindly)
    inquiry = revision.case_study.inquiry

    page = signed_in(inquiry.begun_by).post(
        reverse("stories:take-back", args=[inquiry.key]), {"seen": 1}, follow=True
    )

    assertContains(page, "The story has changed since you opened the page.")
    assertNotContains(page, "somebody is reading it")


def test_a_teller_who_moderates_or_is_a_contact_is_told_no_more(signed_in):
    teller = factories.moderator()
    teller.groups.add(*factories.Group.objects.filter(name=SAFEGUARDING_CONTACT))
    revision = held(revision=factories.submitted_revision(by=teller))
    desk = signed_in(teller)

    assert desk.get(review(revision)).status_code == 404
    assert desk.get(QUEUE, {"show": "held"}).context["page"].paginator.count == 0
    assert post(desk, revision, "unhold").status_code == 404


def test_method_45_contacts_are_told_without_a_word_of_the_story(contact):
    gone = factories.UserFactory(role=SAFEGUARDING_CONTACT, is_active=False)
    before = set(Message.objects.values_list("pk", flat=True))

    revision = held()

    [letter] = Message.objects.exclude(pk__in=before).filter(kind="stories_held")
    assert letter.to == contact.email
    assert letter.subject.startswith("Please look at a story:")
    assert reverse("moderation:review", args=[revision.key]) in letter.body
    assert WORD not in letter.subject + letter.body
    assert REASON not in letter.body
    assert not Message.objects.filter(to=gone.email).exists()


def test_without_a_contact_the_administrators_are_asked_to_name_one():
    administrator = factories.administrator()

    held()

    letter = Message.objects.get(kind="stories_held_for_nobody")
    assert letter.to == administrator.email
    assert letter.subject.startswith("Please name a safeguarding contact")


def test_a_worry_comes_before_the_claim_of_another(moderator, signed_in):
    revision = waiting()
    actions.claim(revision, by=factories.moderator(), seen=revision.lock)

    post(signed_in(moderator), revision, "hold", message=REASON)

    now = Revision.objects.get()
    assert (now.held_by, now.claimed_by) == (moderator, None)


@pytest.mark.both_databases
def test_of_two_who_look_at_once_the_second_is_refused(moderator):
    revision = waiting()
    read = {"seen": revision.lock, "digest": revision.digest}
    held(by=moderator, revision=Revision.objects.get())

    with pytest.raises(TransitionError):
        holding.hold(revision, by=moderator, seen=read["seen"], reason="Again.")
    with pytest.raises(TransitionError):
        actions.publish(revision, by=moderator, identity_checked=True, **read)
    with pytest.raises(TransitionError):
        holding.unhold(revision, by=moderator, seen=read["seen"])

    assert state() == "submitted"


def test_actions_refuse_to_decide_on_a_held_story(moderator):
    revision = held()
    read = {"seen": revision.lock, "digest": revision.digest, "by": moderator}

    for verb, more in [
        (actions.publish, {"identity_checked": True}),
        (actions.schedule, {"identity_checked": True, "when": timezone.now()}),
        (actions.ask_for_changes, {"message": "x", "notes": {}}),
    ]:
        with pytest.raises(TransitionError):
            verb(revision, **read, **more)
    with pytest.raises(TransitionError):
        actions.claim(revision, by=moderator, seen=revision.lock)
    with pytest.raises(TransitionError):
        actions.take_back(revision, by=moderator, seen=revision.lock)


def test_a_published_page_can_be_taken_down_while_its_update_is_held(moderator):
    study = factories.published_study()
    teller = study.inquiry.begun_by
    draft = actions.start_update(study, by=teller)
    actions.submit(draft, by=teller, seen=draft.lock, ticks=factories.ticks(draft))
    held(revision=draft)
    up = study.revisions.published().get()

    actions.withdraw(up, by=teller, seen=up.lock, digest=up.digest)

    draft.refresh_from_db()
    assert (draft.state, draft.held_at is None) == ("submitted", False)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "fields",
    [
        {"state": "scheduled", "scheduled_for": timezone.now()},
        {"held_reason": ""},
        {"held_at": None},
        {"claimed_at": timezone.now(), "claimed_by": "holder"},
    ],
)
def test_the_database_knows_what_a_hold_is(fields, moderator):
    revision = held(by=moderator)
    if "claimed_by" in fields:
        fields = fields | {"claimed_by": moderator}

    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(**fields)


def test_every_role_has_its_group():
    assert set(ROLES) >= {MODERATOR, ADMINISTRATOR, SAFEGUARDING_CONTACT}
    names = set(factories.Group.objects.values_list("name", flat=True))
    assert set(ROLES) <= names


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_of_held_stories_does_not_grow_dear(
    count, contact, signed_in, django_assert_max_num_queries
):
    for _number in range(count):
        held()
    desk = signed_in(contact)
    desk.get(QUEUE)

    with django_assert_max_num_queries(20):
        desk.get(QUEUE)
