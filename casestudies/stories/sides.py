"""Which sides of a partnership tell its story (method 11)."""

from portal.organisations.models import Membership
from portal.taxonomy.models import Sector


def told(revision):
    """The sectors of those who tell a story, in their fixed order. Two queries.

    They are those of the organisation that it is told for, and of co-authors who
    belong to another organisation that the story names.
    """
    inquiry = revision.case_study.inquiry
    named = revision.partners.filter(organisation__isnull=False).values("organisation")
    memberships = Membership.objects.approved().filter(
        user__co_authorships__inquiry=inquiry, organisation__in=named
    )
    sectors = {inquiry.organisation.partner_type.sector}
    sectors |= set(
        memberships.values_list("organisation__partner_type__sector", flat=True)
    )
    return [sector.value for sector in Sector if sector in sectors]
