"""Reading the history of qualifications."""

from django.db import models


class MilestoneQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(retired=False)

    def courses(self):
        """What somebody can sit down and take; a standard is no such thing."""
        kinds = ["training", "qualification", "qualification-suite"]
        return self.shown().filter(kind__in=kinds)

    def to_take(self):
        """What somebody may ask a provider for: all that has not been withdrawn."""
        return self.courses().filter(status__in=["current", "unknown"])

    def taken_away(self):
        return self.courses().filter(status="withdrawn")
