"""Putting messages into the outbox; the worker takes them from there."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django_q.tasks import async_task

from portal import request_ids
from portal.limits import counting
from portal.post.models import Message

DELIVER = "portal.post.jobs.deliver"
# Whoever has not shown that an address is theirs may never have asked for our mail.
TO_A_STRANGER_A_DAY = 3
DAY = 24 * 60 * 60


def queue(kind, *, to, context=None, reply_to="", was_theirs=False):
    """Render ``templates/mail/<kind>.txt`` and queue it; return the Message, or None
    where a stranger has had enough mail from us today.

    ``to`` is one address or a user; answers go to ``reply_to``, if there is one. An
    address that ``was_theirs`` until now is no stranger's. The first line of the
    template is the subject, the body follows after an empty line.
    Call it inside the transaction of what it tells about: when that is rolled back,
    nothing is sent.
    """
    email = getattr(to, "email", to)
    is_stranger = not was_theirs and _is_stranger(email)
    values = {
        "site_url": settings.SITE_URL,
        "site_name": settings.SITE_NAME,
        "name": getattr(to, "name", ""),
        "email": email,
        **(context or {}),
    }
    if is_stranger:
        # Anybody may have typed it, to have us send their words to this address.
        values["name"] = ""
    # A headline that ends a line would end the subject, and go on as our own words.
    lines = {name: one_line(v) for name, v in values.items() if isinstance(v, str)}
    text = render_to_string(f"mail/{kind}.txt", values | lines).strip()
    subject, _, body = text.partition("\n")
    letter = {"subject": subject, "body": body.strip() + "\n", "reply_to": reply_to}
    return _put(is_stranger, kind=kind, to=email, **letter)


def queue_to_each(kind, people, *, context=None, reply_to=""):
    """A letter to each of several people, but for those whose account is closed; the
    Messages, with None where ``queue`` gives it.

    In the order of their mailboxes: each is locked until the transaction ends, and
    two that write to the same people must not wait for each other.
    """
    reached = (person for person in people if person.is_active)
    return [
        queue(kind, to=person, context=context, reply_to=reply_to)
        for person in sorted(reached, key=lambda person: _mailbox(person.email))
    ]


def put(*, kind, to, subject, body, reply_to=""):
    """Keep a ready text as a Message and wake the worker."""
    letter = {"subject": subject, "body": body, "reply_to": reply_to}
    return _put(_is_stranger(to), kind=kind, to=to, **letter)


def _put(is_stranger, *, kind, to, subject, body, reply_to):
    """All is done, and perhaps undone, for known and unknown addresses alike: the time
    that an answer takes says nothing about who has an account.
    """
    with transaction.atomic():
        mailbox = counting.name("mail", *_mailbox(to))
        most = TO_A_STRANGER_A_DAY
        count, _ = counting.once_more(mailbox, seconds=DAY, from_the=most)
        savepoint = transaction.savepoint()
        message = Message.objects.create(
            kind=kind,
            to=one_line(to),
            reply_to=one_line(reply_to),
            subject=one_line(subject)[:200],
            body=body,
            request_id=request_ids.current(),
        )
        wake(message)
        if is_stranger and count > most:
            transaction.savepoint_rollback(savepoint)
            return None
        transaction.savepoint_commit(savepoint)
    return message


def _is_stranger(address):
    known = EmailAddress.objects.filter(email=address.lower(), verified=True)
    return not known.filter(user__is_active=True).exists()


def _mailbox(address):
    """Most servers put name+tag@ and na.me@ into the mailbox of name@."""
    local, _, domain = one_line(address).lower().rpartition("@")
    return local.partition("+")[0].replace(".", ""), domain


def wake(message):
    async_task(DELIVER, message.pk)


def one_line(text):
    """Text for a header: every kind of line break and control is one space."""
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(kept.split())
