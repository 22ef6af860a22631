"""What readers see of the history of qualifications."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.learning import timeline
from portal.learning.models import Milestone

pytestmark = pytest.mark.django_db
HOME = reverse("learning:home")


def text(response):
    return " ".join(response.content.decode().split())


def a_qualification(**changes):
    one = Milestone.objects.get(key="q-ilm-l3")
    Milestone.objects.filter(pk=one.pk).update(**changes)
    one.refresh_from_db()
    return one


def test_the_years_are_told_from_1963_to_today_with_their_sources(client):
    page = client.get(HOME)

    shown = list(page.context["milestones"])
    assert shown[0].year_text == "1963"
    assert [one.title for one in shown] == [
        bar.milestone.title for bar in page.context["picture"].bars
    ]
    assert all(source in text(page) for one in shown for source in one.source_list[:1])


def test_nothing_confirmed_says_so_and_sends_people_to_the_provider(client):
    page = text(client.get(HOME))

    assert "No provider has confirmed to us" in page
    assert "Nobody has confirmed that it is open. Ask the provider." in page
    assert "You can take this now" not in page


def test_what_is_open_says_who_confirmed_it_last_and_when(client):
    a_qualification(status="current", confirmed_on="2026-11-03")

    page = text(client.get(HOME))

    assert "Last confirmed open on 3 November 2026." in page
    assert "You can take this now" in page
    assert "No provider has confirmed to us" not in page


def test_what_was_withdrawn_says_when_and_is_not_among_what_can_be_taken(client):
    page = client.get(HOME)

    titles = {one.title for one in page.context["to_take"]}
    assert "ILM Level 4, management of volunteers" not in titles
    assert "Withdrawn before 2019." in text(page)


def test_a_standard_is_told_of_but_is_nothing_to_take(client):
    page = client.get(HOME)

    kinds = {one.kind for one in page.context["to_take"]}
    assert "standard" not in kinds
    assert "National Occupational Standards" in text(page)


@pytest.mark.parametrize(("days", "overdue"), [(365, False), (366, True)])
def test_the_checked_date_turns_amber_after_a_year(client, days, overdue):
    one = a_qualification(checked_on=timezone.localdate() - timedelta(days=days))

    page = text(client.get(one.get_absolute_url()))

    assert ("Not checked for over a year" in page) == overdue


def test_one_that_was_never_checked_says_so(client):
    one = a_qualification(checked_on=None)

    assert "Not checked yet" in text(client.get(one.get_absolute_url()))


def test_an_entry_shows_awarding_body_level_and_how_sure_we_are(client):
    one = Milestone.objects.get(key="q-ilm-l3")

    page = text(client.get(one.get_absolute_url()))

    assert "ILM" in page
    assert "The sources do not agree." in page
    assert all(source.replace('"', "&quot;") in page for source in one.source_list)


def test_without_any_entry_the_page_still_makes_sense(client):
    Milestone.objects.all().delete()

    page = client.get(HOME)

    assert page.context["picture"] is None
    assert "We know of none at the moment." in text(page)
    assert "Nothing has been written down yet." in text(page)


def test_an_entry_that_is_no_longer_shown_is_gone_for_readers(client):
    one = a_qualification(retired=True)

    assert client.get(one.get_absolute_url()).status_code == 404
    assert one.title not in text(client.get(HOME))


def test_every_bar_lies_inside_the_picture_and_none_is_too_thin_to_see():
    shown = timeline.picture(Milestone.objects.shown())

    for bar in shown.bars:
        assert timeline.LEFT <= bar.x < bar.end <= shown.width
        assert bar.y + timeline.ROW <= shown.height
        assert bar.width >= timeline.SHORTEST


def test_entries_without_a_year_are_in_the_list_alone(client):
    a_qualification(year=None)

    page = client.get(HOME)

    drawn = {bar.milestone.key for bar in page.context["picture"].bars}
    assert "q-ilm-l3" not in drawn
    assert "ILM Level 3 Award" in text(page)
