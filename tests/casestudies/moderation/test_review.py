"""Tests of the page on which a moderator reads a story."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casestudies.stories import actions, editing
from casestudies.stories.models import Revision
from casestudies.stories.rules import FORGOTTEN_AFTER
from inquiry.telling import actions as telling
from portal.organisations.models import Membership
from portal.taxonomy.models import PartnerType
from tests import factories

pytestmark = pytest.mark.django_db


def review(revision):
    return reverse("moderation:review", args=[revision.key])


def post(client, revision, verb, **data):
    """Press a button of the review page as it was when ``revision`` was read."""
    address = reverse(f"moderation:{verb}", args=[revision.key])
    return client.post(
        address, {"lock": revision.lock, "digest": revision.digest, **data}
    )


def test_a_partner_is_refused(signed_in):
    revision = factories.submitted_revision()
    teller = revision.case_study.inquiry.begun_by

    assert signed_in(teller).get(review(revision)).status_code == 403


def test_a_draft_and_an_unknown_story_are_not_found(signed_in):
    draft = factories.draft_revision()
    client = signed_in(factories.moderator())
    unknown = reverse("moderation:review", args=[uuid.uuid4()])

    assert client.get(review(draft)).status_code == 404
    assert client.get(unknown).status_code == 404


def test_the_story_stands_beside_what_was_asked_and_answered(signed_in):
    revision = factories.submitted_revision(
        answers={"difference": "People laughed again."}
    )

    response = signed_in(factories.moderator()).get(review(revision))

    page = response.content.decode()
    assert page.count("People laughed again.") == 2
    assert "What changed, and for whom?" in page
    assert "As the public will see it" in page


def test_method_13_a_private_answer_is_marked_and_stays_out_of_the_story(signed_in):
    revision = factories.submitted_revision(
        protocol="adapting-an-idea", answers={"thanks": "Your five lines got us going."}
    )

    response = signed_in(factories.moderator()).get(review(revision))

    private = [one for one in response.context["answers"] if one.is_private]
    assert [one.text for one in private] == ["Your five lines got us going."]
    assert response.content.decode().count("Your five lines got us going.") == 1
    assert "Not published" in response.content.decode()


def test_answers_given_after_the_story_was_sent_stay_with_the_tellers(signed_in):
    study = factories.published_study()
    inquiry = study.inquiry
    actions.start_update(study, by=inquiry.begun_by)
    question = inquiry.version.questions.get(key="difference")
    telling.save_answer(
        inquiry, question, "Half a sentence", by=inquiry.begun_by, seen=1
    )

    page = signed_in(factories.moderator()).get(review(study.revisions.get(number=1)))

    assert "Half a sentence" not in page.content.decode()


def test_it_shows_what_was_agreed_and_by_whom(signed_in):
    revision = factories.submitted_revision()
    consent = revision.consents.first()

    page = signed_in(factories.moderator()).get(review(revision)).content.decode()

    assert consent.wording in page
    assert consent.wording_version in page
    assert consent.given_by.name in page


def test_a_moderator_of_the_storys_organisation_reads_and_does_not_decide(signed_in):
    revision = factories.submitted_revision()
    organisation = revision.case_study.inquiry.organisation
    member = factories.moderator()
    factories.MembershipFactory(
        user=member, organisation=organisation, state=Membership.State.PENDING
    )
    client = signed_in(member)

    response = client.get(review(revision))
    refused = [
        post(client, revision, verb).status_code
        for verb in ["claim", "publish", "ask", "decline", "schedule"]
    ]

    page = response.content.decode()
    assert f"You belong to {organisation.name}: another moderator decides" in page
    assert [one.verb for one in response.context["offered"]] == ["hold"]
    assert refused == [403] * 5
    assert Revision.objects.get().state == "submitted"


def test_a_moderator_whose_organisation_joined_later_is_told_so_too(signed_in):
    revision = factories.submitted_revision()
    hospital = factories.OrganisationFactory(name="ANYTOWN Hospital")
    member = factories.MembershipFactory(organisation=hospital).user
    member.groups.add(*factories.moderator().groups.all())

    response = signed_in(member).get(review(revision))

    page = response.content.decode()
    assert "You belong to ANYTOWN Hospital: another moderator decides" in page
    assert "I am reading this one" not in page


def test_a_teller_who_was_named_by_a_second_address_is_shown_once(signed_in):
    revision = factories.submitted_revision()
    inquiry = revision.case_study.inquiry
    by = inquiry.begun_by
    named = telling.name_co_author(inquiry, by=by, email="second@example.org")
    telling.accept(named, by=by)

    page = signed_in(factories.moderator()).get(review(revision))

    assert page.context["tellers"] == [by]
    assert page.text.count(f"{by.name} ({by.email})") == 1


def test_a_moderator_who_tells_a_story_reads_and_does_not_decide(signed_in):
    teller = factories.moderator()
    revision = factories.submitted_revision(by=teller)
    teller.memberships.all().delete()
    client = signed_in(teller)

    response = client.get(review(revision))

    assert "You tell this story yourself" in response.content.decode()
    assert post(client, revision, "publish").status_code == 403


def test_a_claim_says_who_is_reading(signed_in):
    revision = factories.submitted_revision()
    reader = factories.moderator(name="Priya Lindqvist")

    response = post(signed_in(reader), revision, "claim")
    page = signed_in(factories.moderator()).get(review(revision))

    assert response.status_code == 302
    assert Revision.objects.get().claimed_by == reader
    assert "Priya Lindqvist is reading this story" in page.content.decode()
    assert [one.verb for one in page.context["offered"]] == ["hold"]


def test_nobody_decides_while_somebody_else_is_reading(signed_in):
    revision = factories.submitted_revision()
    reader = factories.moderator(name="Priya Lindqvist")
    actions.claim(revision, by=reader, seen=revision.lock)

    response = post(
        signed_in(factories.moderator()), revision, "publish", identity_checked="on"
    )

    assert response.status_code == 409
    told = r"Priya Lindqvist took this story to read at \d\d:\d\d\. Nothing was"
    assert re.search(told, response.content.decode())
    assert Revision.objects.get().state == "submitted"


def test_the_second_claim_is_told_who_was_quicker(signed_in):
    revision = factories.submitted_revision()
    seen = Revision.objects.get()
    actions.claim(
        revision, by=factories.moderator(name="Priya Lindqvist"), seen=revision.lock
    )

    response = post(signed_in(factories.moderator()), seen, "claim")

    assert response.status_code == 409
    told = r"Priya Lindqvist took this story to read at \d\d:\d\d\. Nothing was"
    assert re.search(told, response.content.decode())


def test_the_reader_gives_a_story_back(signed_in):
    revision = factories.submitted_revision()
    reader = factories.moderator()
    actions.claim(revision, by=reader, seen=revision.lock)

    response = post(signed_in(reader), revision, "release")

    assert response.status_code == 302
    assert Revision.objects.get().claimed_by is None


def test_only_a_lead_moderator_gives_back_what_another_reads(signed_in):
    revision = factories.submitted_revision()
    actions.claim(revision, by=factories.moderator(), seen=revision.lock)

    other = post(signed_in(factories.moderator()), revision, "release")
    lead = post(signed_in(factories.lead_moderator()), revision, "release")

    assert (other.status_code, lead.status_code) == (403, 302)
    assert Revision.objects.get().claimed_by is None


def test_a_longer_story_needs_no_more_queries(signed_in):
    short, long = (told_by_partners(count) for count in (2, 8))
    client = signed_in(factories.moderator())
    client.get(review(short))

    needed = [queries(client, review(revision)) for revision in (short, long)]

    assert needed[0] == needed[1] < 40


def told_by_partners(count):
    rows = [
        {
            "organisation": f"Friends {number}",
            "partner_type": "hospital-friends" if number else "acute-trust",
            "what_they_did": "Helped",
        }
        for number in range(count)
    ]
    return factories.submitted_revision(answers={"partners": rows})


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_a_claim_that_was_forgotten_is_given_back_by_anybody_of_the_desk(signed_in):
    revision = factories.submitted_revision()
    actions.claim(revision, by=factories.moderator(), seen=revision.lock)
    Revision.objects.update(claimed_at=timezone.now() - FORGOTTEN_AFTER)

    response = post(signed_in(factories.moderator()), revision, "release")

    assert response.status_code == 302
    assert Revision.objects.get().claimed_by is None


def test_saying_twice_that_you_read_it_is_told_so(signed_in):
    revision = factories.submitted_revision()
    desk = signed_in(factories.moderator())
    post(desk, revision, "claim")

    response = post(desk, revision, "claim")

    said = "You took this story to read after you opened that page."
    assert f"{said} Nothing was changed." in response.content.decode()


def test_each_place_for_a_note_names_its_question_and_says_when_it_is_sent(signed_in):
    desk = signed_in(factories.moderator())
    waiting = factories.submitted_revision()
    up = factories.published_study().revisions.get()

    page = desk.get(review(waiting)).content.decode()

    assert ": What changed, and for whom?</span>" in page
    assert "sent with “Ask for changes” only" in page
    assert "Ask for changes" not in desk.get(review(up)).content.decode()


def test_method_39_a_moderator_sees_which_sides_tell_it(signed_in):
    revision = factories.submitted_revision()
    desk = signed_in(factories.moderator())
    alone = "One side alone tells it."
    assert alone in desk.get(review(revision)).text

    inquiry = revision.case_study.inquiry
    trust = PartnerType.objects.get(slug="acute-trust")
    hospital = factories.OrganisationFactory(
        name="Anytown Hospital NHS", partner_type=trust
    )
    revision.partners.filter(name="Anytown Hospital").update(organisation=hospital)
    nurse = factories.MembershipFactory(organisation=hospital).user
    named = inquiry.co_authors.create(email=nurse.email, named_by=inquiry.begun_by)
    telling.accept(named, by=nurse)
    assert alone in desk.get(review(revision)).text

    answer = inquiry.answers.first()
    answer.versions.create(number=2, value="Our words.", saved_by=nurse)

    page = desk.get(review(revision)).text
    assert "NHS, Voluntary sector." in page
    assert alone not in page


def test_a_new_tip_says_that_there_was_nothing_before(signed_in):
    study = factories.published_study()
    teller = study.inquiry.begun_by
    draft = actions.start_update(study, by=teller)
    tips = draft.case_study.inquiry.version.questions.get(key="tips")
    words = [tip.text for tip in draft.tips.all()]
    seen = draft.sources.get(key="tips").lock
    editing.save(draft, tips, [*words, "Ring first."], seen=seen)
    draft.refresh_from_db()
    actions.submit(draft, by=teller, seen=draft.lock, ticks=factories.ticks(draft))

    page = signed_in(factories.moderator()).get(review(draft)).text

    assert page.count("Nothing: this is new.") == 1
