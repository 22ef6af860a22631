"""Writing to us: to the moderators, by the worker, and not for programs."""

import re
import time

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from portal.accounts import bots
from portal.limits.rates import RATES, Per, Rate
from portal.post import jobs
from portal.post.models import Message
from tests import factories

pytestmark = pytest.mark.django_db
CONTACT = reverse("pages:contact")
SENT = reverse("pages:contact-sent")
WORDS = "I cannot read the table with my screen reader."


def form(*, seconds=10, **changes):
    return {
        "name": "Grace Newcomer",
        "email": "grace@example.org",
        "message": WORDS,
        "began": bots.stamped(time.time() - seconds),
        "homepage": "",
        **changes,
    }


@pytest.fixture
def moderators():
    return [factories.moderator(), factories.lead_moderator()]


def test_it_reaches_every_moderator_by_the_worker(client, moderators):
    factories.administrator()

    response = client.post(CONTACT, form(), follow=True)
    for letter in Message.objects.all():
        jobs.deliver(letter.pk)

    assert response.redirect_chain == [(SENT, 302)]
    assert "Your message is on its way" in response.text
    assert {one.to[0] for one in mail.outbox} == {one.email for one in moderators}
    for letter in mail.outbox:
        assert letter.reply_to == ["grace@example.org"]
        assert WORDS in letter.body
        assert "Grace Newcomer (grace@example.org) writes:" in letter.body


def test_nothing_of_it_stays_once_it_has_left(client, moderators):
    client.post(CONTACT, form())
    for letter in Message.objects.all():
        jobs.deliver(letter.pk)

    kept = repr(list(Message.objects.values()))
    assert "grace@example.org" not in kept
    assert WORDS not in kept


def test_without_moderators_administrators_get_it(client):
    administrator = factories.administrator()

    client.post(CONTACT, form())

    assert [one.to for one in Message.objects.all()] == [administrator.email]


def test_without_anybody_the_words_stay_and_an_address_is_shown(client, settings):
    settings.CONTACT_EMAIL = "hello@example.org"

    page = client.post(CONTACT, form())

    assert page.status_code == 200
    assert "Your message could not be sent." in page.text
    assert "mailto:hello@example.org" in page.text
    assert WORDS in page.text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Type your name."),
        ("email", "", "Type your e-mail address, so that we can answer."),
        ("email", "grace", "Type an e-mail address, such as name@example.org."),
        ("message", "", "Type your message."),
        ("message", "a" * 5001, "Your message has 5001 letters."),
        ("name", "G" * 121, "at most 120 characters"),
    ],
)
def test_a_mistake_gets_a_sentence_and_what_was_typed_stays(
    client, moderators, field, value, sentence
):
    page = client.post(CONTACT, form(**{field: value}))

    assert page.status_code == 200
    assert sentence in page.text
    for name, typed in form(**{field: value}).items():
        if name in {"name", "email", "message"}:
            assert typed in page.text
    assert not Message.objects.exists()


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x85", "\x00"])
@pytest.mark.parametrize("field", ["name", "email"])
def test_no_line_end_gets_into_a_header(client, moderators, field, end):
    typed = form()[field]
    client.post(CONTACT, form(**{field: f"{typed}{end}Bcc: all@example.org"}))
    for letter in Message.objects.all():
        jobs.deliver(letter.pk)

    for letter in mail.outbox:
        headers = letter.message().as_string().partition("\n\n")[0]
        assert "Bcc" not in headers
        assert letter.to[0] in {one.email for one in moderators}
        assert letter.reply_to == ["grace@example.org"]


def test_a_program_that_fills_the_trap_gets_the_answer_of_everybody(client, moderators):
    response = client.post(CONTACT, form(homepage="https://spam.example"))

    assert response.url == SENT
    assert not Message.objects.exists()


def test_who_is_too_quick_presses_once_more_and_loses_nothing(client, moderators):
    page = client.post(CONTACT, form(seconds=0))

    assert (
        "That was quicker than people usually are. Press the button once" in page.text
    )
    assert WORDS in page.text
    assert not Message.objects.exists()


@pytest.mark.parametrize("stamp", ["", "1", "x:y", "\x00", "9" * 500])
def test_a_moment_that_we_did_not_sign_sends_nothing(client, moderators, stamp):
    page = client.post(CONTACT, form(began=stamp))

    assert page.status_code == 200
    assert WORDS in page.text
    assert not Message.objects.exists()


def test_a_form_sent_twice_is_one_message(client, moderators):
    once = form()

    answers = [client.post(CONTACT, once) for _time in range(2)]

    assert [answer.url for answer in answers] == [SENT, SENT]
    assert Message.objects.count() == len(moderators)


def test_too_many_from_one_address_are_stopped(client, moderators, monkeypatch):
    few = [rate._replace(times=2) for rate in RATES["pages:contact"]]
    monkeypatch.setitem(RATES, "pages:contact", few)

    answers = [client.post(CONTACT, form(message=f"Hello {n}")) for n in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert Message.objects.count() == 2 * len(moderators)


def test_who_is_stopped_gets_their_words_back_to_send_later(moderators, monkeypatch):
    none = [rate._replace(times=0) for rate in RATES["pages:contact"]]
    monkeypatch.setitem(RATES, "pages:contact", none)
    client = Client(enforce_csrf_checks=True)
    client.get(CONTACT)
    sent = form(csrfmiddlewaretoken=client.cookies["csrftoken"].value)

    stopped = client.post(CONTACT, sent)
    monkeypatch.undo()
    again = dict(re.findall(r'name="(\w+)" hidden>([^<]*)<', stopped.text))
    again["csrfmiddlewaretoken"] = str(stopped.context["csrf_token"])
    answer = client.post(CONTACT, again)

    assert stopped.status_code == 429
    assert stopped.text.count(WORDS) == 2  # to be read, and to be sent again
    assert answer.url == SENT
    assert Message.objects.count() == len(moderators)


def test_who_is_stopped_gets_no_password_back(monkeypatch, client):
    monkeypatch.setitem(RATES, "account_login", [Rate(0, 60, Per.PLACE)])
    typed = {"login": "a@example.org", "password": "three odd words"}

    stopped = client.post(reverse("account_login"), typed)

    assert stopped.status_code == 429
    assert "three odd words" not in stopped.text
    assert "Nothing is lost." in stopped.text


def test_a_whole_hospital_is_not_shut_out():
    assert RATES["pages:contact"][0].times >= 60


def test_it_needs_the_token_of_the_page(moderators):
    client = Client(enforce_csrf_checks=True)

    assert client.post(CONTACT, form()).status_code == 403
    assert not Message.objects.exists()


def test_who_is_signed_in_need_not_type_who_they_are(signed_in):
    person = factories.UserFactory(name="Asha Merrick")

    page = signed_in(person).get(CONTACT)

    assert page.context["form"].initial == {
        "name": "Asha Merrick",
        "email": person.email,
    }


def test_method_45_the_form_says_where_to_take_a_worry(client):
    page = client.get(CONTACT).text

    assert "worry-heading" in page
    assert reverse("pages:worried") in page
