"""What a revision holds: its parts, tips and partners, and where they came from."""

import uuid

from django.conf import settings
from django.db import models
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.stories.models.case_study import CaseStudy, Revision
from casestudies.stories.querysets import TipQuerySet
from inquiry.protocols.models import Place, Stage
from inquiry.telling.models import AnswerVersion
from portal.organisations.models import Organisation
from portal.taxonomy.models import PartnerType


class Part(models.Model):
    """One headed passage of a revision, in Markdown; ``key`` is its question's."""

    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="parts"
    )
    key = models.SlugField(_("key"), max_length=40)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    place = models.CharField(_("place"), max_length=20, choices=Place)
    order = models.PositiveSmallIntegerField(_("order"))
    heading = models.CharField(_("heading"), max_length=120)
    text = models.TextField(_("words"), blank=True)

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "key"], name="one_part_a_key")
        ]

    def __str__(self):
        return self.heading


class RevisionTip(models.Model):
    """The words of one tip in one revision; ``key`` is the tip's lasting name."""

    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="tips"
    )
    key = models.UUIDField(default=uuid.uuid4, db_index=True)
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.TextField(_("tip"))

    objects = TipQuerySet.as_manager()

    class Meta:
        verbose_name = _("tip")
        verbose_name_plural = _("tips")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "key"], name="one_tip_a_key")
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("tips:detail", args=[self.key])


class Partner(models.Model):
    """An organisation named in a revision, and what it did."""

    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="partners"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.TextField(_("organisation"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    partner_type = models.ForeignKey(
        PartnerType, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    what_they_did = models.TextField(_("what they did"), blank=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["order"]

    def __str__(self):
        return self.name


class Source(models.Model):
    """One place of the telling: which answer its words came from, and its lock.

    ``key`` is the key of a question, or summary, place, terms or roles. ``edited``
    means that a partner has changed the words since: they are never overwritten then.
    The place is "changed since" while the newest version of the answer is another than
    ``answer_version``. ``lock`` counts the edits, so that a stale one is refused.
    """

    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="sources"
    )
    key = models.SlugField(_("question"), max_length=40)
    answer_version = models.ForeignKey(
        AnswerVersion, on_delete=models.PROTECT, null=True, blank=True
    )
    edited = models.BooleanField(_("edited"), default=False)
    lock = models.PositiveIntegerField(_("lock version"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "key"], name="one_source_a_key")
        ]

    def __str__(self):
        return self.key


class SetAside(models.Model):
    """Words for one place that could not be saved, kept for who typed them alone.

    A save on leaving the page has nobody to tell, and a tab may be closed before
    somebody has chosen. They hang on the case study, since the draft that they were
    typed into may be sent before them. ``typed`` holds the form as it was sent: a list
    of [name, value].
    """

    case_study = models.ForeignKey(
        CaseStudy, on_delete=models.CASCADE, related_name="set_aside"
    )
    key = models.SlugField(_("question"), max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    typed = models.JSONField(_("what was typed"))
    at = models.DateTimeField(_("typed"), default=timezone.now)

    class Meta:
        verbose_name = _("words set aside")
        verbose_name_plural = _("words set aside")
        constraints = [
            models.UniqueConstraint(
                fields=["case_study", "key", "user"], name="one_set_aside_a_place"
            )
        ]

    def __str__(self):
        return self.key

    def data(self):
        """What was typed, as a form takes it."""
        data = QueryDict(mutable=True)
        for name, value in self.typed:
            data.appendlist(name, value)
        return data
