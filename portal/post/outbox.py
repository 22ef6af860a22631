"""Putting messages into the outbox; the worker takes them from there."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django_q.tasks import async_task

from portal import request_ids
from portal.post.models import Message

DELIVER = "portal.post.jobs.deliver"


def queue(kind, *, to, context=None):
    """Render ``templates/mail/<kind>.txt`` and queue it; return the Message.

    ``to`` is one address or a user. The first line of the template is the subject,
    the body follows after an empty line. Call it inside the transaction of what it
    tells about: when that is rolled back, nothing is sent.
    """
    email = getattr(to, "email", to)
    values = {
        "site_url": settings.SITE_URL,
        "site_name": settings.SITE_NAME,
        "name": getattr(to, "name", ""),
        "email": email,
        **(context or {}),
    }
    text = render_to_string(f"mail/{kind}.txt", values).strip()
    subject, _, body = text.partition("\n")
    return put(kind=kind, to=email, subject=subject, body=body.strip() + "\n")


def put(*, kind, to, subject, body):
    """Keep a ready text as a Message and wake the worker."""
    with transaction.atomic():
        message = Message.objects.create(
            kind=kind,
            to=one_line(to),
            subject=one_line(subject)[:200],
            body=body,
            request_id=request_ids.current(),
        )
        wake(message)
    return message


def wake(message):
    async_task(DELIVER, message.pk)


def one_line(text):
    """Text for a header: every kind of line break and control is one space."""
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(kept.split())
