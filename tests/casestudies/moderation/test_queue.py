"""Tests of the moderators' lists."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casestudies.stories import actions
from casestudies.stories.models import Revision
from tests import factories

QUEUE = reverse("moderation:queue")

pytestmark = pytest.mark.django_db


def headlines(response):
    return [revision.headline for revision in response.context["page"]]


def named(title, **more):
    return factories.submitted_revision(answers={"title": title}, **more)


def sent_days_ago(revision, days):
    moment = timezone.now() - timedelta(days=days)
    Revision.objects.filter(pk=revision.pk).update(submitted_at=moment)


def test_a_visitor_is_asked_to_sign_in(client):
    response = client.get(QUEUE)

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("make", [factories.UserFactory, factories.administrator])
def test_who_is_no_moderator_is_refused(signed_in, make):
    response = signed_in(make()).get(QUEUE)

    assert response.status_code == 403


def test_it_shows_who_sent_a_story_and_how_long_it_waits(signed_in):
    revision = named("Tea on the stairs")
    sent_days_ago(revision, 3)

    response = signed_in(factories.moderator()).get(QUEUE)

    page = response.content.decode()
    inquiry = revision.case_study.inquiry
    assert "Tea on the stairs" in page
    assert inquiry.organisation.name in page
    assert inquiry.begun_by.name in page
    assert "Hospital ward" in page
    assert "Food and drink" in page
    assert "3\xa0days" in page
    assert "Nobody yet" in page


def test_a_story_that_was_decided_is_not_said_to_be_read_by_nobody(signed_in):
    factories.published_study()

    response = signed_in(factories.moderator()).get(QUEUE, {"show": "published"})

    assert headlines(response) == ["Lunch at one table"]
    assert "Nobody yet" not in response.content.decode()


def test_a_draft_is_not_there(signed_in):
    factories.draft_revision(answers={"title": "Not sent yet"})

    response = signed_in(factories.moderator()).get(QUEUE)

    assert headlines(response) == []
    assert "No story is waiting" in response.content.decode()


def test_the_longest_wait_comes_first_unless_asked_otherwise(signed_in):
    for title, days in [("Middle", 2), ("Oldest", 9), ("Newest", 1)]:
        sent_days_ago(named(title), days)
    client = signed_in(factories.moderator())

    first, last = client.get(QUEUE), client.get(QUEUE, {"order": "newest"})

    assert headlines(first) == ["Oldest", "Middle", "Newest"]
    assert headlines(last) == ["Newest", "Middle", "Oldest"]


@pytest.mark.both_databases
def test_each_list_holds_the_stories_of_its_state(signed_in):
    moderator = factories.moderator()
    named("Waiting")
    mine = named("Mine")
    actions.claim(mine, by=moderator, seen=mine.lock)
    decided = {
        title: named(title)
        for title in ("Changes", "Declined", "Published", "Scheduled", "Withdrawn")
    }
    read = {title: (one, decision(one, moderator)) for title, one in decided.items()}
    one, given = read["Changes"]
    actions.ask_for_changes(one, **given, message="Please", notes={})
    one, given = read["Declined"]
    actions.decline(one, **given, reason="other", message="Sorry")
    one, given = read["Published"]
    actions.publish(one, **given, identity_checked=True)
    one, given = read["Scheduled"]
    actions.schedule(
        one, **given, when=timezone.now() + timedelta(days=1), identity_checked=True
    )
    one, given = read["Withdrawn"]
    actions.publish(one, **given, identity_checked=True)
    actions.withdraw(one, **decision(one, moderator))
    client = signed_in(moderator)

    shown = {
        tab: set(headlines(client.get(QUEUE, {"show": tab})))
        for tab in [
            "waiting",
            "mine",
            "scheduled",
            "published",
            "changes",
            "declined",
            "withdrawn",
        ]
    }

    assert shown == {
        "waiting": {"Waiting", "Mine"},
        "mine": {"Mine"},
        "scheduled": {"Scheduled"},
        "published": {"Published"},
        "changes": {"Changes"},
        "declined": {"Declined"},
        "withdrawn": {"Withdrawn"},
    }


def decision(revision, by):
    return {"by": by, "seen": revision.lock, "digest": revision.digest}


def test_a_story_that_came_back_is_no_longer_among_those_sent_back(signed_in):
    moderator = factories.moderator()
    revision = named("Again")
    actions.ask_for_changes(
        revision, **decision(revision, moderator), message="Please", notes={}
    )
    draft = revision.case_study.revisions.last()
    teller = revision.case_study.inquiry.begun_by
    actions.submit(draft, by=teller, seen=draft.lock, ticks=factories.ticks(draft))
    client = signed_in(moderator)

    assert headlines(client.get(QUEUE, {"show": "changes"})) == []
    assert headlines(client.get(QUEUE)) == ["Again"]


@pytest.mark.both_databases
def test_an_update_is_one_while_the_page_is_up(signed_in):
    study = factories.published_study()
    teller = study.inquiry.begun_by
    draft = actions.start_update(study, by=teller)
    actions.submit(draft, by=teller, seen=draft.lock, ticks=factories.ticks(draft))
    moderator = factories.moderator()
    client = signed_in(moderator)

    while_it_is_up = client.get(QUEUE).text
    among_published = client.get(QUEUE, {"show": "published"}).text
    up = study.revisions.first()
    actions.withdraw(up, **decision(up, moderator))
    once_it_is_down = client.get(QUEUE)

    assert "Update to a published story" in while_it_is_up
    assert "Update to a published story" not in among_published
    assert headlines(once_it_is_down) == [draft.headline]
    assert "Update to a published story" not in once_it_is_down.text


@pytest.mark.parametrize(
    "asked",
    [
        {"care_setting": "hospice-end-of-life"},
        {"theme": "carers"},
        {"protocol": "a-moment-of-light"},
        {"q": "scones"},
    ],
)
def test_filters_leave_only_what_fits(signed_in, asked):
    named("Lunch")
    named(
        "Two scones",
        care_settings=["hospice-end-of-life"],
        themes=["carers"],
        protocol="a-moment-of-light",
    )

    response = signed_in(factories.moderator()).get(QUEUE, asked)

    assert headlines(response) == ["Two scones"]


@pytest.mark.parametrize(
    "asked",
    [
        {"show": "nonsense"},
        {"order": "sideways"},
        {"theme": "no-such-theme"},
        {"page": "minus one"},
        {"q": "\x00"},
        {"protocol": "'; drop table"},
    ],
)
def test_what_cannot_be_understood_is_left_out(signed_in, asked):
    named("Lunch")

    response = signed_in(factories.moderator()).get(QUEUE, asked)

    assert response.status_code == 200
    assert headlines(response) == ["Lunch"]


def test_a_list_that_nothing_fits_offers_to_show_all(signed_in):
    named("Lunch")

    response = signed_in(factories.moderator()).get(QUEUE, {"q": "zebra"})

    assert headlines(response) == []
    assert "Show them all" in response.content.decode()


@pytest.mark.parametrize("count", [10, 200])
def test_more_stories_need_no_more_queries(signed_in, django_assert_num_queries, count):
    client = signed_in(factories.moderator())
    teller = factories.UserFactory()
    home = factories.MembershipFactory(user=teller).organisation
    first = factories.submitted_revision(by=teller, organisation=home)
    copies(first, count - 1)
    client.get(QUEUE)

    with django_assert_num_queries(12):
        response = client.get(QUEUE)

    assert len(response.context["page"]) == min(count, 20)


def copies(revision, count):
    """More rows like one, without walking each through its verbs."""
    inquiry = revision.case_study.inquiry
    terms = revision.care_settings.first(), revision.themes.first()
    for number in range(count):
        begun = factories.inquiry(
            by=inquiry.begun_by, organisation=inquiry.organisation
        )
        case_study = type(revision.case_study).objects.create(inquiry=begun)
        one = Revision.objects.create(
            case_study=case_study,
            number=1,
            headline=f"Story {number}",
            state="submitted",
            digest="0" * 64,
            submitted_at=timezone.now(),
            submitted_by=inquiry.begun_by,
        )
        one.care_settings.add(terms[0])
        one.themes.add(terms[1])
