"""Reading the outbox."""

from django.db import models
from django.utils import timezone


class MessageQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True)

    def due(self):
        """Messages whose next try has come, oldest first."""
        return self.waiting().filter(next_try__lte=timezone.now()).order_by("pk")

    def sent(self):
        return self.filter(sent_at__isnull=False)

    def given_up(self):
        return self.filter(given_up_at__isnull=False)

    def sent_to(self, part):
        """Messages to addresses with this part in them."""
        return self.filter(to__icontains=part) if part else self
