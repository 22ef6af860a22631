"""Reading terms."""

from django.db import models
from django.db.models import Q


class TermQuerySet(models.QuerySet):
    def current(self):
        """Terms that can be chosen today."""
        return self.filter(retired=False)


class BoardQuerySet(TermQuerySet):
    def open_on(self, day):
        """Boards in place on a day."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day
        )

    def closed_on(self, day):
        """Boards whose last day had gone by on a day."""
        return self.filter(valid_to__lt=day)
