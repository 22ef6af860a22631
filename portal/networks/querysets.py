"""Reading networks and who is in them."""

from django.db import models
from django.db.models import Prefetch

from portal.organisations.models import Organisation


class NetworkQuerySet(models.QuerySet):
    def with_members(self):
        """``members`` holds the organisations that everybody may see: two queries."""
        shown = Organisation.objects.public().with_place().order_by("name")
        return self.prefetch_related(
            Prefetch("organisations", queryset=shown, to_attr="members")
        )
