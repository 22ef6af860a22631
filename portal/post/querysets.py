"""Reading the outbox."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

# Begins what is kept of a fault that is the server's, and no fault of the message.
SERVER = "mail server: "


class MessageQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True)

    def due(self):
        """Messages whose next try has come, oldest first.

        Those that found no server wait for it and not for a time, so that they leave
        in their order once it is back.
        """
        has_come = Q(next_try__lte=timezone.now()) | Q(last_error__startswith=SERVER)
        return self.waiting().filter(has_come).order_by("pk")

    def without_server(self):
        """Messages that have found no server just now."""
        latest = self.waiting().filter(next_try__gt=timezone.now())
        return latest.filter(last_error__startswith=SERVER)

    def late(self, latest):
        """Messages that should have left before a moment."""
        stopped = Q(last_error__startswith=SERVER, queued_at__lt=latest)
        return self.waiting().filter(Q(next_try__lt=latest) | stopped)

    def sent(self):
        return self.filter(sent_at__isnull=False)

    def given_up(self):
        return self.filter(given_up_at__isnull=False)

    def sent_to(self, part):
        """Messages to addresses with this part in them."""
        return self.filter(to__icontains=part) if part else self
