"""Reading question sets."""

from django.db import models
from django.db.models import F, Max, OuterRef, Subquery


class ProtocolVersionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def live(self):
        """The newest published version of each protocol that is not retired."""
        newest = (
            self.model.objects.published()
            .filter(protocol=OuterRef("protocol"))
            .order_by()
            .values("protocol")
            .annotate(newest=Max("number"))
            .values("newest")
        )
        return (
            self.published()
            .filter(protocol__retired=False)
            .annotate(newest=Subquery(newest))
            .filter(number=F("newest"))
            .select_related("protocol")
        )

    def for_stories(self):
        """Those that a partner can begin; voices come by private link."""
        return self.filter(is_voice=False)
