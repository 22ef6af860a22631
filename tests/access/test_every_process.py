"""What is taken from a person is gone at the next request, in every process."""

from contextlib import ExitStack

import pytest
from django.urls import reverse

from tests import factories
from tests.falling.site import running
from tests.falling.visitors import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
NEW = "not-heat-but-light"
STORIES, DESK = "/share/stories/", "/moderation/"


@pytest.fixture
def sites(tmp_path):
    """Two web servers of the same site, each with a process of its own."""
    with ExitStack() as stack:
        both = []
        for name in ("one", "other"):
            (tmp_path / name).mkdir()
            both.append(stack.enter_context(running(tmp_path / name)))
            both[-1].start_web()
        for site in both:
            site.wait_for_web()
        yield both


def test_what_is_taken_away_is_gone_at_the_next_request_everywhere(sites):
    # One after the other, since two servers take seconds to start.
    a_role_is_taken_away(sites)
    an_account_is_suspended(sites)
    a_password_is_changed(sites)


def a_role_is_taken_away(sites):
    moderator = factories.moderator()
    browsers = [Visitor(site, moderator) for site in sites for _ in range(2)]
    assert answers(browsers, DESK) == [200] * 4

    moderator.groups.clear()

    assert answers(browsers, DESK) == [403] * 4
    assert answers(browsers, STORIES) == [200] * 4


def an_account_is_suspended(sites):
    person = factories.UserFactory()
    inquiry = factories.inquiry(by=person)
    page = reverse("telling:question", args=[inquiry.key, "title"])
    browsers = [Visitor(site, person) for site in sites]
    assert answers(browsers, page) == [200, 200]

    person.is_active = False
    person.save()

    assert answers(browsers, page) == [302, 302]
    for site, browser in zip(sites, browsers, strict=True):
        browser.post(page, {"seen": 0, "value": "Typed too late"})
        form = {"login": person.email, "password": factories.PASSWORD}
        anew = Visitor(site)
        assert anew.post("/account/login/", form).getheader("Location") == (
            "/account/inactive/"
        )
        assert anew.get(STORIES).status == 302
    assert not inquiry.answers.filter(question__key="title").exists()


def a_password_is_changed(sites):
    """The browser that changed it goes on; every other has to sign in again."""
    person = factories.UserFactory()
    here, *others = [Visitor(site, person) for site in sites for _ in range(2)]
    assert answers([here, *others], STORIES) == [200] * 4
    form = {"oldpassword": factories.PASSWORD, "password1": NEW, "password2": NEW}

    changed = here.post("/account/password/change/", form)

    assert changed.status == 302
    assert answers(others, STORIES) == [302] * 3


def answers(browsers, path):
    return [browser.get(path).status for browser in browsers]
