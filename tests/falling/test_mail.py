"""A mail server that refuses, hangs, and comes back; over a real connection."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from django_q.conf import Conf

from portal.post import backends, jobs, outbox
from portal.post.models import Message
from portal.running import health
from portal.settings import EMAIL_TIMEOUT
from tests import factories
from tests.falling.sink import free_port, sink

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def server(settings):
    with sink() as running:
        settings.EMAIL_PORT = running.port
        yield running


@pytest.fixture(autouse=True)
def real_mail(settings):
    settings.MAIL_DELIVERY_BACKEND = "portal.post.backends.SmtpBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_TIMEOUT = 0.2


def queued(*subjects):
    to = factories.UserFactory().email
    return [
        outbox.put(kind="test", to=to, subject=subject, body="Text")
        for subject in subjects
    ]


def later(**span):
    """The time goes by for all that waits."""
    for name in ("next_try", "queued_at"):
        Message.objects.waiting().update(**{name: F(name) - timedelta(**span)})


def test_a_letter_goes_out_once_with_an_id_that_stays(server):
    [message] = queued("Hello")

    assert jobs.deliver(message.pk)
    assert not jobs.deliver(message.pk)

    assert server.subjects() == ["Hello"]
    assert server.ids() == [str(message.key)]


def test_letters_wait_for_a_server_that_is_not_there_and_go_in_their_order(settings):
    settings.EMAIL_PORT = free_port()
    first, *_others = queued("one", "two", "three")
    jobs.deliver(first.pk)
    for message in queued("four", "five"):
        jobs.deliver(message.pk)
    jobs.deliver_due()
    tried = Message.objects.exclude(last_error="")
    assert [message.subject for message in tried] == ["one"]
    assert tried.get().last_error == "mail server: ConnectionRefusedError"

    with sink(settings.EMAIL_PORT) as back:
        sent = jobs.deliver_due()

    assert sent == 5
    assert back.subjects() == ["one", "two", "three", "four", "five"]


@pytest.mark.parametrize("moment", ["", "EHLO", "MAIL", "RCPT"])
def test_a_server_that_hangs_costs_one_wait_a_minute_and_no_letter(server, moment):
    server.wrong = {moment: None, "HELO": None}
    queued("one", "two", "three")

    for _minute in range(3):
        assert jobs.deliver_due() == 0
        later(minutes=1)
    assert server.asked == 3
    server.wrong = {}
    jobs.deliver_due()

    assert server.subjects() == ["one", "two", "three"]


def test_a_server_that_breaks_off_costs_no_letter(server):
    server.wrong = {"RCPT": b""}
    queued("one", "two")
    jobs.deliver_due()
    server.wrong = {}

    jobs.deliver_due()

    assert server.subjects() == ["one", "two"]


def test_a_letter_at_which_the_server_hangs_up_holds_no_other_for_long(server):
    hated, *_others = queued("hated", "one", "two")
    Message.objects.filter(pk=hated.pk).update(to="hated@example.org")
    server.hated = b"hated@"

    for _minute in range(4):
        jobs.deliver_due()
        later(minutes=1)

    hated.refresh_from_db()
    assert server.subjects() == ["one", "two"]
    assert hated.last_error == "SMTPServerDisconnected"
    for message in queued("three"):  # nor does it hold those that come later
        assert jobs.deliver(message.pk)


def test_a_letter_waits_for_a_server_that_is_not_there_as_long_as_it_takes(settings):
    settings.EMAIL_PORT = free_port()
    queued("one", "two")
    for _minute in range(10):
        jobs.deliver_due()
        later(minutes=1)

    with sink(settings.EMAIL_PORT) as back:
        jobs.deliver_due()

    assert back.subjects() == ["one", "two"]


def test_tries_without_a_server_count_against_no_letter(settings):
    settings.EMAIL_PORT = free_port()
    queued("one", "two")
    for _minute in range(10):
        jobs.deliver_due()
        later(minutes=1)

    with sink(settings.EMAIL_PORT) as back:
        back.wrong = {"RCPT": b""}
        jobs.deliver_due()  # it is there, and hangs up once
        later(minutes=1)
        back.wrong = {}
        jobs.deliver_due()

    assert back.subjects() == ["one", "two"]


@pytest.mark.parametrize("wanted", ["EMAIL_USE_TLS", "EMAIL_HOST_USER"])
def test_a_server_that_cannot_do_what_it_is_asked_for_stops_all_in_their_order(
    server, settings, wanted
):
    settings.EMAIL_HOST_PASSWORD = "secret"
    setattr(settings, wanted, "light")  # the server knows of neither
    queued("one", "two", "three")

    for _minute in range(10):
        jobs.deliver_due()
        later(minutes=2)
    told = health.reasons()
    setattr(settings, wanted, "")
    jobs.deliver_due()

    assert "mail: 3 messages wait for more than 0:15:00" in told
    assert server.subjects() == ["one", "two", "three"]


def test_a_letter_that_may_have_arrived_comes_once_more_and_never_a_third_time(server):
    server.wrong = {"text": None}
    [message] = queued("Hello")

    for _minute in range(5):
        jobs.deliver_due()
        later(minutes=10)

    message.refresh_from_db()
    assert server.ids() == [str(message.key)] * 2
    assert message.given_up_at
    assert message.last_error == "mail server: UnsureError"


def test_a_letter_of_workers_that_were_killed_comes_once_more_and_no_third_time(server):
    message, other = queued("Hello", "Other")
    Message.objects.filter(pk=message.pk).update(unsure=2)  # cut off twice

    jobs.deliver_due()

    message.refresh_from_db()
    assert server.ids() == [str(other.key)]
    assert (bool(message.given_up_at), message.last_error) == (True, "UnsureError")


def test_a_server_that_takes_its_time_for_the_last_answer_gets_it(server):
    server.slow = 0.5
    [message] = queued("Hello")

    assert jobs.deliver(message.pk)

    assert server.ids() == [str(message.key)]


def test_a_slow_server_gets_the_letters_that_a_job_has_time_for(server, monkeypatch):
    monkeypatch.setattr(Conf, "TIMEOUT", 1.5)
    server.slow = 0.3
    queued("one", "two", "three", "four")

    sent = jobs.deliver_due()

    assert 1 <= sent <= 2
    while sent < 4:
        sent += jobs.deliver_due()
    assert server.subjects() == ["one", "two", "three", "four"]


def test_the_last_letter_of_a_round_has_time_for_a_slow_answer():
    slowest = EMAIL_TIMEOUT * (1 + backends.LAST_ANSWER)  # it is found, and filters

    assert jobs.for_a_round() + slowest < Conf.TIMEOUT


def test_a_bad_goodbye_does_not_send_a_letter_again(server):
    server.wrong = {"QUIT": None}
    [message] = queued("Hello")

    assert jobs.deliver(message.pk)

    assert server.ids() == [str(message.key)]


@pytest.mark.parametrize("answer", [b"451 too busy", b"550 no such mailbox"])
@pytest.mark.parametrize("moment", ["RCPT", "MAIL", "DATA", "text"])
def test_a_letter_that_is_refused_stops_no_other(server, moment, answer):
    queued("refused")
    server.wrong = {moment: answer}
    jobs.deliver_due()
    server.wrong = {}
    queued("taken")

    jobs.deliver_due()

    assert server.subjects() == ["taken"]
    later(minutes=1)
    jobs.deliver_due()
    assert server.subjects() == ["taken", "refused"]


def test_a_letter_that_is_refused_for_a_day_is_shown_to_administrators(
    server, signed_in, settings
):
    settings.SECOND_FACTOR_REQUIRED = False
    server.wrong = {"RCPT": b"550 no such mailbox"}
    [message] = queued("Not for long: a draft")
    for _hour in range(26):
        jobs.deliver_due()
        later(hours=1)
    server.wrong = {}

    member = signed_in(factories.administrator())
    page = member.get(reverse("accounts:home")).content.decode()
    member.post(reverse("accounts:mail-again", args=[message.key]))
    jobs.deliver_due()

    assert "E-mail that could not be sent" in page
    assert "SMTPRecipientsRefused" in page
    assert server.ids() == [str(message.key)]


@pytest.mark.parametrize(("minutes", "late"), [(14, False), (16, True)])
def test_one_letter_without_a_server_makes_the_site_not_ready(settings, minutes, late):
    settings.EMAIL_PORT = free_port()
    queued("one")
    later(minutes=minutes)

    jobs.deliver_due()

    told = [reason for reason in health.reasons() if reason.startswith("mail:")]
    assert told == (["mail: 1 messages wait for more than 0:15:00"] if late else [])
