"""Reading inquiries."""

from django.db import models
from django.db.models import Exists, OuterRef, Q


class InquiryQuerySet(models.QuerySet):
    def told_by(self, user):
        """Inquiries that the person began or has accepted to tell with others."""
        co_author = self.model._meta.get_field("co_authors").related_model
        named = co_author.objects.filter(inquiry=OuterRef("pk"), user=user)
        return self.filter(Q(begun_by=user) | Exists(named))
