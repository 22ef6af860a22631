"""Reading inquiries."""

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower


class InquiryQuerySet(models.QuerySet):
    def told_by(self, user):
        """Inquiries that the person began or has accepted to tell with others."""
        co_author = self.model._meta.get_field("co_authors").related_model
        named = co_author.objects.filter(inquiry=OuterRef("pk"), user=user)
        return self.filter(Q(begun_by=user) | Exists(named))


class CoAuthorQuerySet(models.QuerySet):
    def addressed_to(self, user):
        """Those named by an address that the person has shown to be theirs."""
        own = EmailAddress.objects.filter(user=user, verified=True)
        return self.annotate(address=Lower("email")).filter(
            address__in=own.values(address=Lower("email"))
        )

    def unanswered(self):
        return self.filter(user__isnull=True)
