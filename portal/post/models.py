"""The outbox: each message waits here until the worker has handed it on."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.post.querysets import MessageQuerySet


class Message(models.Model):
    """One e-mail to one address: waiting, sent, or given up."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.EmailField(_("to"))
    # Whom an answer goes to, where that is not us.
    reply_to = models.EmailField(_("answers to"), blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    kind = models.CharField(_("kind"), max_length=60)
    queued_at = models.DateTimeField(_("queued"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # How often it was handed on without the server saying what became of it.
    unsure = models.PositiveSmallIntegerField(_("unsure"), default=0)
    next_try = models.DateTimeField(_("next try"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    last_error = models.CharField(_("last error"), max_length=120, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True)
                | models.Q(given_up_at__isnull=True),
                name="a_message_is_sent_or_given_up",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_try"],
                name="messages_that_wait",
                condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True),
            )
        ]

    def __str__(self):
        return self.gist

    @property
    def gist(self):
        """The subject without the headline after the colon, which may be a draft's."""
        return self.subject.partition(": ")[0]
