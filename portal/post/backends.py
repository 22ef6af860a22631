"""The backends that mail goes through: into the outbox, and in the demo to a page."""

import smtplib
from contextlib import suppress

from django.core.mail.backends import smtp
from django.core.mail.backends.base import BaseEmailBackend

from portal.post import outbox

# Filters of a mail server may read a letter for a while before they accept it.
LAST_ANSWER = 6  # times EMAIL_TIMEOUT


class UnsureError(Exception):
    """The letter is with the mail server, which has not said whether it took it."""


class OutboxBackend(BaseEmailBackend):
    """Every message of Django and its libraries waits in the outbox like our own."""

    def send_messages(self, email_messages):
        for email in email_messages:
            for recipient in email.recipients():
                outbox.put(
                    kind="other", to=recipient, subject=email.subject, body=email.body
                )
        return len(email_messages)


class MailboxBackend(BaseEmailBackend):
    """Delivery in the demo: a message that counts as sent is shown in the mailbox."""

    def send_messages(self, email_messages):
        return len(email_messages)


class _Session(smtplib.SMTP):
    def data(self, msg):
        """Tell a letter that may be on its way from one that is certainly not."""
        if self.sock:
            self.sock.settimeout(self.timeout * LAST_ANSWER)
        try:
            return super().data(msg)
        except smtplib.SMTPDataError:
            raise
        except OSError as error:
            raise UnsureError from error


class _SessionInTls(_Session, smtplib.SMTP_SSL):
    pass


class SmtpBackend(smtp.EmailBackend):
    """Delivery by a mail server."""

    @property
    def connection_class(self):
        return _SessionInTls if self.use_ssl else _Session

    def open(self):
        try:
            return super().open()
        except OSError:
            with suppress(OSError):
                self.close()  # it was reached, and cannot do what it is asked for
            raise
