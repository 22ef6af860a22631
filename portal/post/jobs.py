"""What the worker does with the outbox.

A fault of the mail server stops all messages, in their order, and the first of them
asks again each minute; a fault of one message puts off that message alone. A server
that can be reached and hangs up again and again counts as a fault of the message.
"""

import logging
import smtplib
import time
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.utils import timezone
from django_q.conf import Conf

from portal import request_ids
from portal.post.backends import UnsureError
from portal.post.models import Message
from portal.post.querysets import SERVER

logger = logging.getLogger(__name__)

# A worker holds a message this long; another may take it after that.
LEASE = timedelta(minutes=5)
PATIENCE = timedelta(hours=24)
LONGEST_PAUSE = timedelta(hours=1)
BATCH = 200
# A letter that may have arrived is handed on once more, and never a third time.
MOST_UNSURE = 2
# A server that is there and hangs up at each try of a letter has a fault with it.
MOST_BREAKS = 3
# The server has spoken, and of this message alone.
REFUSALS = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
)


def deliver(message_id):
    """Hand one message on, unless another worker has it; return whether it is sent.

    While there is no server it waits for ``deliver_due``.
    """
    if Message.objects.without_server().exists():
        return False
    return _deliver(message_id)


def deliver_due():
    """Hand on what is due, for a while; return how many were sent.

    The timetable soon goes on with the rest.
    """
    sent, until = 0, time.monotonic() + for_a_round()
    for message_id in list(Message.objects.due().values_list("pk", flat=True)[:BATCH]):
        is_sent = _deliver(message_id)
        sent += is_sent
        if not is_sent and Message.objects.without_server().exists():
            break
        if time.monotonic() >= until:
            break
    return sent


def for_a_round():
    """Seconds in which a letter may be begun.

    A job that takes too long is cut off, and a letter with it that would then come
    twice. So two thirds of its time are kept for the last letter, which may be slow.
    """
    return Conf.TIMEOUT / 3


def _deliver(message_id):
    leased = (
        Message.objects.due()
        .filter(pk=message_id)
        .update(
            next_try=timezone.now() + LEASE,
            attempts=F("attempts") + 1,
            last_error="",
        )
    )
    if not leased:
        return False
    message = Message.objects.get(pk=message_id)
    with request_ids.bound(message.request_id):
        if message.unsure >= MOST_UNSURE:
            _give_up(message, UnsureError.__name__)
            return False
        return _hand_on(message)


def _hand_on(message):
    is_server_there = False
    try:
        connection = get_connection(settings.MAIL_DELIVERY_BACKEND)
        connection.open()
        is_server_there = True
        _send(message, connection)
    except UnsureError as error:
        _put_off(message, SERVER + type(error).__name__, is_unsure=True)
        return False
    except Exception as error:
        reason = type(error).__name__
        if isinstance(error, OSError) and not is_server_there:
            _put_off(message, SERVER + reason, attempts=message.attempts - 1)
        elif _is_fault_of_server(error, message):
            _put_off(message, SERVER + reason)
        else:
            _put_off(message, reason, pause=_pause(message))
        return False
    # Codes, links and a story's words must not lie about once they have arrived.
    kept = {"subject": message.gist, "body": "", "reply_to": ""}
    kept = {} if settings.DEMO else kept
    Message.objects.filter(pk=message.pk).update(
        sent_at=timezone.now(), last_error="", **kept
    )
    logger.info("Message %s was sent.", message.key)
    return True


def _is_fault_of_server(error, message):
    is_refusal = isinstance(error, REFUSALS)
    is_break = isinstance(error, OSError) and not is_refusal
    return is_break and message.attempts <= MOST_BREAKS


def _send(message, connection):
    # Before it goes, and until its end is known: this worker may be killed.
    Message.objects.filter(pk=message.pk).update(unsure=message.unsure + 1)
    try:
        connection.send_messages(
            [
                EmailMessage(
                    subject=message.subject,
                    body=message.body,
                    from_email=settings.DEFAULT_FROM_EMAIL,
                    to=[message.to],
                    reply_to=[message.reply_to] if message.reply_to else None,
                    headers={
                        "Auto-Submitted": "auto-generated",
                        "Message-ID": _message_id(message),
                    },
                )
            ]
        )
    finally:
        connection.close()


def _message_id(message):
    """The same at each try, so that mailboxes can tell a letter that comes twice."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{message.key}@{domain}>"


def _pause(message):
    """Try again after 1, 2, 4, ... minutes, and each hour in the end."""
    return min(timedelta(minutes=2 ** min(message.attempts - 1, 10)), LONGEST_PAUSE)


def _put_off(
    message, reason, *, pause=timedelta(minutes=1), is_unsure=False, attempts=None
):
    """Keep no address in the log, and give up after a day.

    ``attempts`` where this one is none: a server that is not there, or refuses whoever
    asks, has seen no letter.
    """
    now = timezone.now()
    last_try = message.queued_at + PATIENCE
    unsure = message.unsure + is_unsure
    if now >= last_try or unsure >= MOST_UNSURE:
        _give_up(message, reason)
        return
    Message.objects.filter(pk=message.pk).update(
        last_error=reason,
        attempts=message.attempts if attempts is None else attempts,
        unsure=unsure,
        next_try=min(now + pause, last_try),
    )
    logger.warning("Message %s was not sent: %s", message.key, reason)


def _give_up(message, reason):
    Message.objects.filter(pk=message.pk).update(
        last_error=reason, given_up_at=timezone.now()
    )
    logger.warning("Message %s was given up: %s", message.key, reason)
