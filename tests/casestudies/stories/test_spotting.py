"""Tests of what tellers and moderators see of what could tell who somebody is."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from casestudies.stories import spotting
from casestudies.stories.models import Revision
from tests import factories

pytestmark = pytest.mark.django_db

QUESTION = "Could somebody be guessed?"
NAMED = {
    "title": "Lunch with Mr Abara",
    "peak_story": "On Monday Mrs Bello came. She is 93.",
    "difference": "We rang 01632 960123. <b>Dr Cole</b> said so.",
    "tips": ["Ask Nurse Dana first.", "Write to eve@example.org."],
    "partners": [
        {
            "organisation": "Friends of Anytown",
            "partner_type": "hospital-friends",
            "what_they_did": "Mr Fisk laid the table",
        },
        {
            "organisation": "Anytown Hospital",
            "partner_type": "acute-trust",
            "what_they_did": "Invited people",
        },
    ],
    "outcome": {
        "value": "212",
        "what_was_counted": "lunches in bed 4",
        "over_how_long": "a year",
        "how_you_know": "Miss Gray's book",
    },
}


def answers(version):
    """Answers with somebody in each place that the question set has."""
    keys = set(version.questions.values_list("key", flat=True))
    by_place = dict(version.questions.values_list("place", "key"))
    given = {key: value for key, value in NAMED.items() if key in keys}
    for place in ("headline", "tips", "partners", "outcome"):
        names = {"headline": "title"}
        if place in by_place:
            given[by_place[place]] = NAMED[names.get(place, place)]
    return given


def told(make=factories.draft_revision, **more):
    given = answers(factories.version()) | more
    return make(answers=given)


def with_content(revision):
    return Revision.objects.with_content().get(pk=revision.pk)


def test_method_44_every_text_of_a_story_is_looked_at():
    draft = told()
    Revision.objects.filter(pk=draft.pk).update(
        summary="At LS1 4AP.",
        possibility="Mrs Hall is with us.",
        inspired_by_other="Sister Ida told us.",
    )

    spots = spotting.of_story(with_content(draft))

    found = {(spot.anchor, spot.finding.text) for spot in spots}
    assert {
        ("place-headline", "Mr Abara"),
        ("part-summary", "LS1 4AP"),
        ("place-possibility", "Mrs Hall"),
        ("place-tips", "Nurse Dana"),
        ("place-tips", "eve@example.org"),
        ("place-partners", "Mr Fisk"),
        ("place-outcome", "bed 4"),
        ("place-outcome", "Miss Gray"),
        ("place-inspired_by", "Sister Ida"),
        ("part-difference", "01632 960123"),
        ("part-difference", "Dr Cole"),
    } <= found


def test_method_44_the_teller_sees_them_before_sending_and_may_send_anyway(signed_in):
    draft = told()
    browser = signed_in(draft.case_study.inquiry.begun_by)
    key = draft.case_study.inquiry.key
    address = reverse("stories:check", args=[key])

    page = browser.get(address)
    sent = browser.post(
        address,
        {
            "seen": Revision.objects.get().lock,
            **{f"tick-{tick}": "on" for tick in factories.ticks(draft)},
        },
    )

    telling = reverse("stories:telling", args=[key])
    assertContains(page, QUESTION)
    assertContains(page, "<mark>Mr Abara</mark>", html=True)
    assertContains(page, f'href="{telling}#part-difference"')
    assertContains(page, "This looks like a phone number.")
    assert sent.status_code == 302
    assert Revision.objects.get().state == "submitted"


def test_method_44_each_place_of_the_telling_page_shows_its_own(signed_in):
    draft = told()
    browser = signed_in(draft.case_study.inquiry.begun_by)

    page = browser.get(
        reverse("stories:telling", args=[draft.case_study.inquiry.key])
    ).content.decode()

    section = page.split('id="part-difference"')[1].split("</section>")[0]
    assert QUESTION in section
    assert "<mark>01632 960123</mark>" in section
    assert "Mr Abara" not in section


def test_a_story_without_any_is_not_asked_about(signed_in):
    draft = factories.draft_revision()
    browser = signed_in(draft.case_study.inquiry.begun_by)

    page = browser.get(reverse("stories:check", args=[draft.case_study.inquiry.key]))

    assertNotContains(page, QUESTION)


def test_method_44_the_moderator_sees_them_with_the_private_answers(
    signed_in, settings
):
    settings.SECOND_FACTOR_REQUIRED = False
    revision = factories.submitted_revision(
        protocol="adapting-an-idea",
        answers={"thanks": "Ask Mr Ibe & co.", "kept": "<b>Dr Cole</b> said so."},
    )

    page = signed_in(factories.moderator()).get(
        reverse("moderation:review", args=[revision.key])
    )

    assertContains(page, 'href="#told-part-kept"')
    assertContains(page, 'id="told-part-kept"')
    assertContains(page, 'href="#answer-thanks"')
    assertContains(page, "Ask <mark>Mr Ibe</mark> &amp; co.")
    assertContains(page, "&lt;b&gt;<mark>Dr Cole</mark>&lt;/b&gt;")


@pytest.mark.parametrize("count", [1, 30])
def test_more_passages_cost_no_more_queries(
    count, signed_in, django_assert_num_queries
):
    revision = told(difference="Mrs Bello came. " * count)
    browser = signed_in(revision.case_study.inquiry.begun_by)
    address = reverse("stories:check", args=[revision.case_study.inquiry.key])
    read = with_content(revision)

    with django_assert_num_queries(0):
        spotting.of_story(read)
    page = browser.get(address)

    assertContains(page, "<mark>Mrs Bello</mark>", count=min(count, 50))
