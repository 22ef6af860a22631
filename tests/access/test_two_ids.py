"""Two ids of one address that do not belong together name nothing."""

import pytest
from django.urls import reverse

from casestudies.stories.workflow import State
from inquiry.protocols.models import Question
from inquiry.telling import actions as telling
from tests import factories
from tests.access import asking, table, touring, world


@pytest.fixture
def here():
    return world.build(State.DRAFT)


def of_another_story(here):
    """An id for each second place of an address, of a story of the same teller."""
    teller, version = here.people["teller"], here.inquiry.version
    other = factories.inquiry(by=teller, protocol="hospital-shoe-pinches")
    named = telling.name_co_author(other, by=teller, email="other@example.org")
    own = version.questions.values("key")
    question = Question.objects.exclude(key__in=own).first()
    return {
        "co_author": named.key,
        "question": question.key,
        "place": question.key,
    }


def test_an_id_of_another_story_is_as_if_it_did_not_exist(here):
    """Where the way there is no page of its own, a GET leads on to the story."""
    others, tried = of_another_story(here), {}
    browser = asking.client(here.people["teller"])
    for one in table.TELLING + table.STORIES:
        kwargs = here.kwargs[one.kind]
        for name in kwargs.keys() & others.keys():
            address = reverse(one.name, kwargs=kwargs | {name: others[name]})
            for method in filter(one.takes, touring.METHODS):
                tried[one.name, method] = asking.told(
                    *asking.ask(browser, method, address)
                )

    led_on = {pair for pair, word in tried.items() if word == "302"}
    assert led_on == {("stories:part", "get"), ("stories:part-new-words", "get")}
    assert {tried[pair] for pair in tried.keys() - led_on} == {"404"}
    assert len(tried) >= 8


def test_a_version_of_another_page_is_as_if_it_did_not_exist(here):
    kwargs = here.kwargs["page version"]
    browser = asking.client(here.people["administrator"])

    for key in ("privacy", "cookies"):
        address = reverse("pages:version", kwargs=kwargs | {"key": key})
        response, _changed = asking.ask(browser, "get", address)

        assert response.status_code == (200 if key == kwargs["key"] else 404)
