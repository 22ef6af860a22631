"""A moderator reads that the tellers took the page down, before it comes back."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from casestudies.stories import actions
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
