"""Reading organisations and memberships."""

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Replace

from portal import names

PLACE = ["partner_type", "nation", "region", "board"]


class OrganisationQuerySet(models.QuerySet):
    def of(self, user):
        """Organisations in which the person is an approved member."""
        return self.filter(memberships__user=user, memberships__state="approved")

    def with_place(self):
        return self.select_related(*PLACE)

    def public(self):
        """Organisations whose adder has a verified address, or none is known."""
        verified = EmailAddress.objects.filter(user=OuterRef("added_by"), verified=True)
        return self.filter(Q(added_by__isnull=True) | Exists(verified))

    def visible_to(self, user):
        """Public ones for everyone; people also see those that they are in."""
        if not user.is_authenticated:
            return self.public()
        return self.public() | self.filter(
            pk__in=user.memberships.values("organisation")
        )

    def with_straight_name(self):
        """Each with ``straight_name``, as ``names.straight`` would have it."""
        name: Replace | str = "name"
        for sign in names.APOSTROPHES:
            name = Replace(name, Value(sign), Value("'"))
        return self.annotate(straight_name=name)

    def named(self, *wanted):
        """Those of these names, whatever their case and their kind of apostrophe."""
        same = Q(pk__in=[])
        for name in wanted:
            same |= Q(straight_name__iexact=names.straight(name))
        return self.with_straight_name().filter(same)

    def find(self, words, *, for_user):
        """Public ones with every word in the name, each with ``joined_state``."""
        found = self.public().with_straight_name()
        for word in names.straight(words).split()[:8]:
            found = found.filter(straight_name__icontains=word)
        state = for_user.memberships.filter(organisation=OuterRef("pk")).values("state")
        return found.with_place().annotate(joined_state=Subquery(state))


class MembershipQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(state="approved")

    def pending(self):
        return self.filter(state="pending")

    def owners(self):
        return self.filter(is_owner=True)

    def to_decide_by(self, user):
        """Requests that wait for the person: as an owner, or all for a moderator."""
        waiting = self.pending().exclude(user=user)
        if user.has_perm("organisations.decide_all"):
            return waiting
        owned = user.memberships.owners().values("organisation")
        return waiting.filter(organisation__in=owned)
