"""Events: one line for each thing that was done, never changed, never deleted."""

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.record.querysets import EventQuerySet


class Event(models.Model):
    """Who did what to which object, and how its state changed.

    An event holds keys, states and digests, and never the words of a story, an
    answer or a person, so that erasing words and keeping the record do not clash.
    Triggers of the database refuse every UPDATE, DELETE and TRUNCATE.
    """

    at = models.DateTimeField(_("when"), auto_now_add=True)
    actor_key = models.CharField(_("who"), max_length=36, blank=True)
    verb = models.CharField(_("what was done"), max_length=40)
    object_type = models.CharField(_("kind of object"), max_length=40)
    object_key = models.CharField(_("object"), max_length=36)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    before = models.CharField(_("state before"), max_length=40, blank=True)
    after = models.CharField(_("state after"), max_length=40, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["pk"]
        indexes = [models.Index(fields=["object_type", "object_key"])]

    def __str__(self):
        return f"{self.verb} {self.object_type} {self.object_key}"

    def actor(self):
        """Who did it; None for the portal itself, or when the account is gone."""
        if not self.actor_key:
            return None
        return get_user_model().objects.filter(key=self.actor_key).first()

    @classmethod
    def write(cls, *, by, verb, of, before="", after="", digest=""):
        """Add a line; call it inside the transaction of the change it records.

        ``by`` is a user, or None for the portal itself (a scheduled step).
        ``of`` is a model instance with a ``key`` (its public UUID).
        """
        return cls.objects.create(
            actor_key=str(by.key) if by else "",
            verb=verb,
            object_type=of._meta.model_name,
            object_key=str(of.key),
            digest=digest,
            before=before,
            after=after,
        )
