"""What the worker does with the outbox."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.utils import timezone

from portal import request_ids
from portal.post.models import Message

logger = logging.getLogger(__name__)

# A worker holds a message this long; another may take it after that.
LEASE = timedelta(minutes=5)
PATIENCE = timedelta(hours=24)
BATCH = 200


def deliver(message_id):
    """Hand one message on, unless another worker has it; return whether it is sent."""
    now = timezone.now()
    leased = (
        Message.objects.due()
        .filter(pk=message_id)
        .update(next_try=now + LEASE, attempts=F("attempts") + 1)
    )
    if not leased:
        return False
    message = Message.objects.get(pk=message_id)
    with request_ids.bound(message.request_id):
        return _hand_on(message)


def _hand_on(message):
    try:
        _send(message)
    except Exception as error:
        _put_off(message, error)
        return False
    # Codes, links and a story's words must not lie about once they have arrived.
    kept = {} if settings.DEMO else {"subject": message.gist, "body": ""}
    Message.objects.filter(pk=message.pk).update(
        sent_at=timezone.now(), last_error="", **kept
    )
    logger.info("Message %s was sent.", message.key)
    return True


def deliver_due():
    """Hand on everything whose next try has come; return how many were sent."""
    ids = list(Message.objects.due().values_list("pk", flat=True)[:BATCH])
    return sum(deliver(message_id) for message_id in ids)


def _send(message):
    EmailMessage(
        subject=message.subject,
        body=message.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.to],
        headers={"Auto-Submitted": "auto-generated"},
        connection=get_connection(settings.MAIL_DELIVERY_BACKEND),
    ).send()


def _put_off(message, error):
    """Try again after 1, 2, 4, ... minutes, for a day; keep no address in the log."""
    now = timezone.now()
    last_try = message.queued_at + PATIENCE
    pause = timedelta(minutes=2 ** (message.attempts - 1))
    Message.objects.filter(pk=message.pk).update(
        last_error=type(error).__name__,
        given_up_at=now if now >= last_try else None,
        next_try=min(now + pause, last_try),
    )
    logger.warning("Message %s was not sent: %s", message.key, type(error).__name__)
