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
from portal.taxonomy.models import (
    IntegratedCareBoard,
    Nation,
    PartnerType,
    Region,
    Sector,
)

WEB = ("http://", "https://")  # what the address of a website begins with


class Size(models.TextChoices):
    """How big an organisation is, by what it spends in a year.

    The bands are those of the NCVO Almanac, its three largest taken together; a body
    of the NHS is one by its partner type, and nobody has to say how big it is.
    """

    MICRO = "micro", _("Micro: up to £10,000 a year")
    SMALL = "small", _("Small: £10,000 to £100,000 a year")
    MEDIUM = "medium", _("Medium: £100,000 to £1 million a year")
    LARGE = "large", _("Large: more than £1 million a year")
    NHS = "nhs", _("NHS organisation")


def size_of(partner_type, organisation):
    """The size of a partner, either of which may be None; "" where it is not known."""
    if partner_type and partner_type.sector == Sector.NHS:
        return Size.NHS
    return organisation.size if organisation else ""


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
    size = models.CharField(
        _("size"),
        max_length=10,
        choices=[pair for pair in Size.choices if pair[0] != Size.NHS],
        blank=True,
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

    @property
    def website_is_safe(self) -> bool:
        """Whether it may be a link, whatever way it came into the database."""
        return self.website.startswith(WEB)


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
