"""Tests of the versions before and after one that is held."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from casestudies.stories import actions
from casestudies.stories.models import Part
from tests import factories
from tests.casestudies.moderation.test_holding import WORD, held, read, waiting
from tests.casestudies.moderation.test_review import review

pytestmark = pytest.mark.django_db


def sent_again(revision, *, value=""):
    """The next version of a story, waiting."""
    teller = revision.case_study.inquiry.begun_by
    draft = actions.start_update(revision.case_study, by=teller)
    if value:
        Part.objects.filter(revision=draft).update(text=value)
    ticks = factories.ticks(draft)
    actions.submit(draft, by=teller, seen=draft.lock, ticks=ticks)
    return draft


def test_method_45_an_earlier_version_of_a_held_story_is_held_with_it(
    contact, moderator, signed_in
):
    earlier = waiting()
    actions.ask_for_changes(
        earlier, by=moderator, **read(earlier), message="Shorter?", notes={}
    )
    held(revision=sent_again(earlier))

    page = signed_in(moderator).get(review(earlier))

    assertContains(page, "This story is held", status_code=403)
    assertNotContains(page, WORD, status_code=403)
    page = signed_in(contact).get(review(earlier))
    assertContains(page, WORD)
    assertNotContains(page, "another moderator decides")


def test_method_45_a_later_version_tells_nothing_of_one_that_was_held(
    contact, moderator, signed_in
):
    earlier = held()
    reason = {"reason": "other", "message": "We rang Al."}
    actions.decline(earlier, by=contact, **read(earlier), **reason)
    later = sent_again(earlier, value="A calm word of another day.")

    page = signed_in(moderator).get(review(later))

    assertContains(page, "A calm word of another day.")
    assert (page.context["before"], page.context["changes"]) == (None, [])
    assert page.context["decisions"] == []
    assertNotContains(page, "We rang Al.")


def test_method_45_what_was_asked_of_a_version_before_a_held_one_stays_with_it(
    contact, moderator, signed_in
):
    earlier = waiting()
    actions.ask_for_changes(
        earlier, by=moderator, **read(earlier), message="Was Al hit?", notes={}
    )
    kept = held(revision=sent_again(earlier))
    reason = {"reason": "other", "message": "We rang Al."}
    actions.decline(kept, by=contact, **read(kept), **reason)
    later = sent_again(kept, value="A calm word of another day.")

    at_the_desk = signed_in(moderator).get(review(later))
    held(revision=later)
    at_the_contacts = signed_in(contact).get(review(later))

    assertContains(at_the_desk, "A calm word of another day.")
    assertNotContains(at_the_desk, "Was Al hit?")
    assertContains(at_the_contacts, "Was Al hit?")
    assertContains(at_the_contacts, "We rang Al.")


def test_method_45_the_contact_sees_what_a_held_update_changes_on_the_page(
    contact, signed_in
):
    up = factories.published_study().revisions.get()
    update = held(revision=sent_again(up, value="He was hit."))

    page = signed_in(contact).get(review(update))

    assert page.context["before"] == up
    assertContains(page, "What changes on the page that is up")
