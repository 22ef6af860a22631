"""The backends that mail goes through: into the outbox, and in the demo to a page."""

from django.core.mail.backends.base import BaseEmailBackend

from portal.post import outbox


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
