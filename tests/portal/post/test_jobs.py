import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.utils import timezone
from django_q.models import Schedule

from portal.post import jobs, outbox
from portal.post.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


class BrokenServerError(Exception):
    pass


class BrokenBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise BrokenServerError("refused: secret@example.org")


@pytest.fixture
def message():
    return outbox.put(
        kind="test", to="secret@example.org", subject="Hello", body="Code 123"
    )


@pytest.fixture
def broken(settings):
    settings.MAIL_DELIVERY_BACKEND = f"{__name__}.BrokenBackend"


def after(message, **changes):
    Message.objects.filter(pk=message.pk).update(**changes)
    message.refresh_from_db()


def test_a_message_is_sent_once(message):
    assert jobs.deliver(message.pk)
    assert not jobs.deliver(message.pk)

    message.refresh_from_db()
    assert [email.to for email in mail.outbox] == [["secret@example.org"]]
    assert message.sent_at


def test_no_words_of_a_story_stay_in_a_message_that_is_sent():
    message = outbox.put(
        kind="test",
        to="a@example.org",
        subject="Please change two answers: Lunch at one table",
        body="A moderator has read it.",
    )

    jobs.deliver(message.pk)

    message.refresh_from_db()
    assert mail.outbox[0].subject.endswith(": Lunch at one table")
    assert (message.subject, message.body) == ("Please change two answers", "")


def test_a_message_that_another_worker_has_is_left_to_it(message):
    Message.objects.filter(pk=message.pk).update(
        next_try=timezone.now() + jobs.LEASE, attempts=1
    )

    assert not jobs.deliver(message.pk)
    assert mail.outbox == []


def test_a_code_does_not_lie_about_once_it_has_arrived(message):
    jobs.deliver(message.pk)

    message.refresh_from_db()
    assert message.body == ""


def test_the_demo_keeps_the_text_for_its_mailbox(message, settings):
    settings.DEMO = True
    settings.MAIL_DELIVERY_BACKEND = "portal.post.backends.MailboxBackend"

    jobs.deliver(message.pk)

    message.refresh_from_db()
    assert message.body == "Code 123"
    assert mail.outbox == []


@pytest.mark.parametrize(("attempts", "minutes"), [(0, 1), (1, 2), (2, 4), (6, 60)])
def test_each_failure_doubles_the_pause(message, broken, attempts, minutes):
    after(message, attempts=attempts)

    jobs.deliver(message.pk)

    message.refresh_from_db()
    pause = message.next_try - timezone.now()
    assert message.attempts == attempts + 1
    assert abs(pause - timedelta(minutes=minutes)) < timedelta(seconds=20)


def test_a_failure_keeps_no_address_but_the_name_of_the_error(message, broken, caplog):
    with caplog.at_level(logging.DEBUG):
        jobs.deliver(message.pk)

    message.refresh_from_db()
    assert message.last_error == "BrokenServerError"
    assert "secret@example.org" not in caplog.text


def test_the_last_try_is_a_day_after_the_first(message, broken):
    began = timezone.now() - timedelta(hours=23)
    after(message, attempts=11, queued_at=began)

    jobs.deliver(message.pk)

    message.refresh_from_db()
    assert message.given_up_at is None
    assert message.next_try == began + jobs.PATIENCE


def test_a_message_is_given_up_after_a_day(message, broken):
    after(message, attempts=11, queued_at=timezone.now() - timedelta(hours=25))

    jobs.deliver(message.pk)

    message.refresh_from_db()
    assert message.given_up_at
    assert not Message.objects.waiting().exists()


def test_what_is_due_is_delivered_in_the_order_it_came(message):
    later = outbox.put(kind="test", to="b@example.org", subject="Second", body="Text")
    waits = outbox.put(kind="test", to="c@example.org", subject="Third", body="Text")
    after(waits, next_try=timezone.now() + timedelta(hours=1))

    sent = jobs.deliver_due()

    assert sent == 2
    assert [email.subject for email in mail.outbox] == ["Hello", later.subject]


def test_a_message_of_a_worker_that_died_is_taken_up_again(message):
    after(message, attempts=1, next_try=timezone.now() - timedelta(seconds=1))

    assert jobs.deliver_due() == 1


def test_the_timetable_is_written_once():
    call_command("schedule_jobs", verbosity=0)
    call_command("schedule_jobs", verbosity=0)

    assert sorted(Schedule.objects.values_list("name", flat=True)) == [
        "clear counts whose time is over",
        "clear ended sessions",
        "delete accounts that nobody has confirmed",
        "deliver waiting mail",
        "publish planned stories",
    ]
