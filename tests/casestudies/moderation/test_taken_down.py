"""A moderator reads that the tellers took the page down, before it comes back."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from casestudies.stories import actions
from casestudies.stories.workflow import State, TransitionError
from tests import factories

pytestmark = pytest.mark.django_db
WARNING = "The people who tell this story took its page down on "


def read(revision):
    return {"seen": revision.lock, "digest": revision.digest}


def sent_again(*, by=None, taken_down=True):
    """A next version that waits; the page is up, or ``by`` took it down."""
    study = factories.published_study()
    up = study.revisions.get()
    if taken_down:
        actions.withdraw(up, by=by or up.submitted_by, **read(up))
    draft = actions.start_update(study, by=up.submitted_by)
    ticks = factories.ticks(draft)
    actions.submit(draft, by=up.submitted_by, seen=draft.lock, ticks=ticks)
    return draft


def review(client, revision):
    page = client.get(reverse("moderation:review", args=[revision.key]))
    return " ".join(page.content.decode().split())


def test_a_version_of_a_page_that_its_tellers_took_down_says_so(signed_in):
    client = signed_in(factories.moderator())

    page = review(client, sent_again())

    today = date_format(timezone.localdate(), "j F Y")
    assert f"{WARNING}{today}." in page
    assert "only if they have said that they want it up again." in page


def test_a_moderators_taking_down_and_a_page_that_is_up_need_no_warning(signed_in):
    client = signed_in(factories.moderator())

    assert WARNING not in review(client, sent_again(by=factories.moderator()))
    assert WARNING not in review(client, sent_again(taken_down=False))


def test_a_page_that_came_back_needs_no_warning(signed_in):
    client = signed_in(moderator := factories.moderator())
    back = sent_again()

    actions.publish(back, by=moderator, **read(back), identity_checked=True)

    assert WARNING not in review(client, back)


def post(client, verb, revision, **given):
    seen = {"lock": revision.lock, "digest": revision.digest}
    path = reverse(f"moderation:{verb}", args=[revision.key])
    return client.post(path, {**seen, **given}).status_code


def test_what_its_tellers_took_down_is_not_put_back_by_publishing_it(signed_in):
    revision = factories.published_study().revisions.get()
    actions.withdraw(revision, by=revision.submitted_by, **read(revision))
    client = signed_in(factories.moderator())

    assert post(client, "publish", revision, identity_checked="on") == 409
    assert post(client, "restore", revision) == 403
    revision.refresh_from_db()
    assert revision.state == State.WITHDRAWN


def later_version_down(first, *, by, after):
    """The next version, put up and taken down by a moderator, ``after`` somebody took
    the first one down."""
    actions.withdraw(first, by=after, **read(first))
    teller = first.submitted_by
    second = actions.start_update(first.case_study, by=teller)
    ticks = factories.ticks(second)
    actions.submit(second, by=teller, seen=second.lock, ticks=ticks)
    actions.publish(second, by=by, **read(second), identity_checked=True)
    actions.withdraw(second, by=by, **read(second))
    return second


def test_a_version_that_its_tellers_took_down_stays_down_when_a_later_one_is(
    signed_in,
):
    first = factories.published_study().revisions.get()
    teller, moderator = first.submitted_by, factories.moderator()
    second = later_version_down(first, by=moderator, after=teller)
    client = signed_in(moderator)

    assert "Put this story back" not in review(client, first)
    assert "A partner took this story down" in review(client, first)
    assert "Put this story back" in review(client, second)
    assert post(client, "restore", first) == 403
    first.refresh_from_db()
    assert first.state == State.WITHDRAWN


def test_of_two_versions_that_moderators_took_down_the_first_blames_no_partner(
    signed_in,
):
    first = factories.published_study().revisions.get()
    moderator = factories.moderator()
    later_version_down(first, by=moderator, after=moderator)

    page = review(signed_in(moderator), first)

    assert "A partner took this story down" not in page
    assert "A later version was taken down since" in page


def test_an_update_is_not_published_unchecked_by_putting_it_back(signed_in):
    update = sent_again(by=factories.moderator())
    client = signed_in(factories.moderator())

    assert post(client, "restore", update) == 403
    with pytest.raises(TransitionError):
        actions.restore(update, by=factories.moderator(), **read(update))
    update.refresh_from_db()
    assert update.state == State.SUBMITTED


def test_a_draft_is_not_sent_for_its_tellers_by_giving_up_its_date(signed_in):
    update = sent_again(by=factories.moderator())
    actions.take_back(update, by=update.submitted_by, seen=update.lock)
    client = signed_in(factories.moderator())

    post(client, "unschedule", update)

    update.refresh_from_db()
    assert update.state == State.DRAFT
