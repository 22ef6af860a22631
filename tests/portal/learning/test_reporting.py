"""Telling the moderators that an entry is no longer right."""

import time

import pytest
from django.urls import reverse

from portal.accounts import bots
from portal.learning.models import Milestone
from portal.post.models import Message
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def milestone():
    return Milestone.objects.shown().first()


def address_of(milestone):
    return reverse("learning:report", args=[milestone.slug])


def form(**changes):
    return {
        "name": "Grace Newcomer",
        "email": "grace@example.org",
        "message": "The course began again in May.",
        "source": "Their prospectus",
        "began": bots.stamped(time.time() - 10),
        "homepage": "",
        **changes,
    }


def test_each_entry_leads_to_it_and_back(client, milestone):
    page = client.get(milestone.get_absolute_url()).text

    assert f'href="{address_of(milestone)}"' in page
    form_page = client.get(address_of(milestone)).text
    assert f'href="{milestone.get_absolute_url()}"' in form_page
    assert milestone.title in form_page


def test_it_reaches_the_moderators_with_the_entry_and_the_source(client, milestone):
    moderator = factories.moderator()

    response = client.post(address_of(milestone), form(), follow=True)

    assert "Your message is on its way" in response.text
    letter = Message.objects.get()
    assert letter.to == moderator.email
    for words in [milestone.title, "began again in May", "Their prospectus"]:
        assert words in letter.body
    assert milestone.get_absolute_url() in letter.body


def test_what_was_typed_stays_beside_the_mistake(client, milestone):
    response = client.post(address_of(milestone), form(email="grace"))

    assert "Type an e-mail address, such as name@example.org." in response.text
    assert "The course began again in May." in response.text
    assert not Message.objects.exists()


def test_a_program_is_thanked_and_not_heard(client, milestone):
    factories.moderator()

    client.post(address_of(milestone), form(homepage="https://example.com"))

    assert not Message.objects.exists()


def test_where_it_would_reach_nobody_it_says_so_and_keeps_the_words(client, milestone):
    response = client.post(address_of(milestone), form())

    assert "Your message could not be sent." in response.text
    assert "The course began again in May." in response.text


def test_an_entry_that_is_taken_away_has_none(client, milestone):
    Milestone.objects.filter(pk=milestone.pk).update(retired=True)

    assert client.get(address_of(milestone)).status_code == 404
