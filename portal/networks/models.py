"""Networks, and the organisations in them."""

import uuid

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.networks.querysets import NetworkQuerySet
from portal.organisations.models import Organisation


class Network(models.Model):
    """An alliance that organisations belong to, as far as moderators know of it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("what it is"), max_length=1000)
    is_example = models.BooleanField(_("example"), default=False)
    organisations = models.ManyToManyField(
        Organisation, through="Member", related_name="networks"
    )
    history = HistoricalRecords()

    objects = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="one_network_a_name")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("insights:network", args=[self.slug])


class Member(models.Model):
    """An organisation in a network."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("member of a network")
        verbose_name_plural = _("members of networks")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "organisation"], name="in_a_network_once"
            )
        ]

    def __str__(self):
        return f"{self.organisation} in {self.network}"
