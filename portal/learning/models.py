"""Milestones: qualifications, and what came before and around them."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.learning.querysets import MilestoneQuerySet

CHECK_EVERY = timedelta(days=365)


def new_key():
    return str(uuid.uuid4())


class Kind(models.TextChoices):
    ROLE = "role", _("A job")
    TRAINING = "training", _("Training")
    QUALIFICATION = "qualification", _("A qualification")
    SUITE = "qualification-suite", _("A set of qualifications")
    STANDARD = "standard", _("A standard")
    CONTEXT = "context", _("What happened around it")


class Status(models.TextChoices):
    CURRENT = "current", _("You can take this now")
    UNKNOWN = "unknown", _("Ask the provider")
    WITHDRAWN = "withdrawn", _("No longer offered")


class Certainty(models.TextChoices):
    SEEN = "seen", _("We have read the source.")
    PARTLY = "partly", _("We have read a source for a part of this.")
    TOLD = "told", _("It was told to us. We found no other source yet.")
    CONFLICT = "conflict", _("The sources do not agree.")


class Milestone(models.Model):
    """One line of the history of learning to lead volunteers.

    ``year`` and ``until`` place it in the picture; readers are shown
    ``year_text``, which says how sure the years are. Only what can be taken, or
    could be once, has a status.
    """

    key = models.CharField(_("key"), max_length=36, unique=True, default=new_key)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(_("place in the list"))
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    year = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    until = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    year_text = models.CharField(_("when, in words"), max_length=80)
    awarding_body = models.CharField(_("awarding body"), max_length=120, blank=True)
    level = models.CharField(_("level"), max_length=40, blank=True)
    status = models.CharField(
        _("can it be taken?"), max_length=10, choices=Status, blank=True
    )
    status_as_of = models.CharField(_("known since"), max_length=40, blank=True)
    confirmed_on = models.DateField(_("last confirmed open"), null=True, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    note = models.TextField(_("what there is to know"))
    sources = models.TextField(_("sources"))
    certainty = models.CharField(_("how sure"), max_length=10, choices=Certainty)
    retired = models.BooleanField(_("no longer shown"), default=False)
    history = HistoricalRecords()

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=Status.CURRENT) | Q(confirmed_on__isnull=False),
                name="what_is_open_was_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True)
                | Q(year__isnull=True)
                | Q(until__gte=models.F("year")),
                name="a_milestone_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("learning:milestone", args=[self.slug])

    @property
    def is_overdue(self):
        """Nobody has looked at it for a year, or ever."""
        if not self.status:
            return False
        checked = self.checked_on
        return checked is None or timezone.localdate() - checked > CHECK_EVERY

    @property
    def source_list(self):
        return [line.strip() for line in self.sources.splitlines() if line.strip()]
