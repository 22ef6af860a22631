"""Who may do what with a story."""

from datetime import timedelta
from typing import TYPE_CHECKING

import rules
from allauth.account.models import EmailAddress
from django.utils import timezone

from casestudies.stories import edits
from portal.accounts.rules import (
    LEAD_MODERATOR,
    is_moderator,
    is_safeguarding_contact,
)
from portal.names import straight
from portal.organisations.models import Membership

if TYPE_CHECKING:
    from casestudies.stories.models import Revision
    from portal.accounts.models import User
    from portal.organisations.models import Organisation

# A claim holds for so long against the other moderators.
FORGOTTEN_AFTER = timedelta(days=2)


@rules.predicate
def is_teller(user: "User", revision: "Revision") -> bool:
    """This person began the story or has accepted to tell it with others."""
    return user in revision.case_study.inquiry.tellers()


@rules.predicate
def has_told(user: "User", revision: "Revision") -> bool:
    """This person has answered, changed, sent or agreed to the story, at any time."""
    stories = type(revision.case_study).objects.once_told_by(user)
    if stories.filter(pk=revision.case_study_id).exists():
        return True
    return str(user.key) in edits.editors(revision.case_study.inquiry)


@rules.predicate
def has_verified_address(user: "User") -> bool:
    """This person has shown that the e-mail address is theirs."""
    return EmailAddress.objects.filter(
        user=user, email__iexact=user.email, verified=True
    ).exists()


def own_organisations(user: "User", revision: "Revision") -> list["Organisation"]:
    """The story's organisations that the person belongs to, or has asked to join.

    Organisations are known by name too: one may have joined after the story named it.
    """
    partners = list(revision.partners.all())
    ids = {partner.organisation_id for partner in partners}
    ids.add(revision.case_study.inquiry.organisation_id)
    names = {straight(partner.name).casefold() for partner in partners}
    memberships = Membership.objects.filter(user=user).select_related("organisation")
    return [
        one.organisation
        for one in memberships.exclude(state=Membership.State.DECLINED)
        if one.organisation_id in ids
        or straight(one.organisation.name).casefold() in names
    ]


@rules.predicate
def is_of_a_partner(user: "User", revision: "Revision") -> bool:
    """This person belongs, or has asked to belong, to an organisation of the story."""
    return bool(own_organisations(user, revision))


@rules.predicate
def was_taken_down_by_a_moderator(user: "User", revision: "Revision") -> bool:
    """This version was the last that was taken down, and no teller of it did so."""
    decisions = revision.decisions.model.objects
    taken_down = decisions.filter(
        kind="withdraw", revision__case_study=revision.case_study_id
    )
    last = taken_down.last()
    return last is not None and last.revision_id == revision.pk and not last.by_teller


@rules.predicate
def has_claimed(user: "User", revision: "Revision") -> bool:
    """This person has said "I am reading this one"."""
    return revision.claimed_by_id == user.pk


@rules.predicate
def is_forgotten(user: "User", revision: "Revision") -> bool:
    """Nobody has decided since the claim, for days: it may be given back."""
    claimed_at = revision.claimed_at
    return claimed_at is not None and timezone.now() - claimed_at > FORGOTTEN_AFTER


@rules.predicate
def is_held(user: "User", revision: "Revision") -> bool:
    """The story may tell of harm; the safeguarding contacts alone look after it."""
    return revision.is_kept_with_safeguarding


is_lead = rules.is_group_member(LEAD_MODERATOR)
is_disinterested = ~is_teller & ~has_told & ~is_of_a_partner
may_decide = is_moderator & ~is_held & is_disinterested
may_safeguard = is_safeguarding_contact & is_held & is_disinterested

rules.add_perm("stories.moderate", is_moderator)
rules.add_perm("stories.safeguard", is_safeguarding_contact)
# Who comes to the desk at all, for the queue or for what is held.
rules.add_perm("stories.come_in", is_moderator | is_safeguarding_contact)
rules.add_perm(
    "stories.read",
    (is_moderator & ~is_held) | (is_safeguarding_contact & is_held & ~is_teller),
)
rules.add_perm("stories.decide", may_decide)
rules.add_perm("stories.decline", may_decide | may_safeguard)
# A worry comes before the claim of another, and before whose story it is.
rules.add_perm("stories.hold", is_moderator & ~is_teller)
rules.add_perm("stories.unhold", may_safeguard)
rules.add_perm("stories.publish", may_decide)
rules.add_perm("stories.release", is_moderator & (has_claimed | is_lead | is_forgotten))
rules.add_perm("stories.restore", may_decide & was_taken_down_by_a_moderator)
rules.add_perm("stories.edit", is_teller)
rules.add_perm("stories.submit", is_teller & has_verified_address)
rules.add_perm("stories.take_back", is_teller)
rules.add_perm("stories.drop", is_teller)
rules.add_perm("stories.take_down", is_teller)
rules.add_perm("stories.update", is_teller)
