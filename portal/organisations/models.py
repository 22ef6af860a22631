"""Organisations, and who belongs to them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.organisations.querysets import MembershipQuerySet, OrganisationQuerySet
from portal.organisations.validators import validate_charity_number, validate_ods_code
from portal.taxonomy.models import IntegratedCareBoard, Nation, PartnerType, Region


class Organisation(models.Model):
    """One NHS body, charity, council or group that takes part."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160)
    partner_type = models.ForeignKey(
        PartnerType, on_delete=models.PROTECT, related_name="organisations"
    )
    nation = models.ForeignKey(
        Nation, on_delete=models.PROTECT, related_name="organisations"
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True)
    board = models.ForeignKey(
        IntegratedCareBoard, on_delete=models.PROTECT, null=True, blank=True
    )
    website = models.URLField(_("website"), blank=True)
    ods_code = models.CharField(
        _("ODS code"), max_length=10, blank=True, validators=[validate_ods_code]
    )
    charity_number = models.CharField(
        _("charity number"),
        max_length=10,
        blank=True,
        validators=[validate_charity_number],
    )
    is_example = models.BooleanField(_("example"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    added_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="one_organisation_a_name")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisations:detail", args=[self.slug])


class Membership(models.Model):
    """A person in an organisation; pending until an owner or a moderator agrees."""

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting for approval")
        APPROVED = "approved", _("Member")
        DECLINED = "declined", _("Not approved")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    is_owner = models.BooleanField(_("owner"), default=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], name="one_membership_each"
            ),
            models.CheckConstraint(
                condition=models.Q(is_owner=False) | models.Q(state="approved"),
                name="owners_are_approved",
            ),
        ]

    def __str__(self):
        return f"{self.user} in {self.organisation}"
