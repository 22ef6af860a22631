"""Reading organisations and memberships."""

from django.db import models


class OrganisationQuerySet(models.QuerySet):
    def of(self, user):
        """Organisations in which the person is an approved member."""
        return self.filter(memberships__user=user, memberships__state="approved")


class MembershipQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(state="approved")

    def pending(self):
        return self.filter(state="pending")
