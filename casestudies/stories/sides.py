"""Which sides of a partnership tell its story (method 11)."""

from django.db.models import Q

from casestudies.stories import edits
from casestudies.stories.models import Consent
from inquiry.telling.models import AnswerVersion
from portal.organisations.models import Membership
from portal.taxonomy.models import Sector


def told(revision):
    """The sectors of those who tell a story, in their fixed order. Three queries.

    They are those of the organisation that it is told for, and of co-authors who have
    said something and belong to another organisation that the story names. To have
    said something is to have saved an answer or a part, or to have agreed to it.
    """
    inquiry = revision.case_study.inquiry
    named = revision.partners.filter(organisation__isnull=False).values("organisation")
    memberships = Membership.objects.approved().filter(
        _has_said_something(revision.case_study),
        user__co_authorships__inquiry=inquiry,
        organisation__in=named,
    )
    sectors = {inquiry.organisation.partner_type.sector}
    sectors |= set(
        memberships.values_list("organisation__partner_type__sector", flat=True)
    )
    return [sector.value for sector in Sector if sector in sectors]


def _has_said_something(case_study):
    answers = AnswerVersion.objects.filter(answer__inquiry=case_study.inquiry_id)
    consents = Consent.objects.filter(revision__case_study=case_study)
    return (
        Q(user__in=answers.values("saved_by"))
        | Q(user__in=consents.values("given_by"))
        | Q(user__key__in=edits.editors(case_study.inquiry))
    )
