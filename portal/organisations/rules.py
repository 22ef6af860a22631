"""Who may change an organisation, and who may let people in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from portal.accounts.rules import is_administrator, is_moderator

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.organisations.models import Membership, Organisation


@rules.predicate
def is_owner(user: User, organisation: Organisation) -> bool:
    """This user is an owner of the organisation."""
    return user.memberships.owners().filter(organisation=organisation).exists()


@rules.predicate
def owns_its_organisation(user: User, membership: Membership) -> bool:
    """This user is an owner of the organisation that somebody asks to join."""
    return is_owner(user, membership.organisation)


@rules.predicate
def is_own(user: User, membership: Membership) -> bool:
    """The membership is this user's."""
    return membership.user_id == user.pk


rules.add_perm("organisations.edit", rules.is_authenticated & (is_owner | is_moderator))
rules.add_perm(
    "organisations.decide",
    rules.is_authenticated & ~is_own & (owns_its_organisation | is_moderator),
)
rules.add_perm("organisations.decide_all", is_moderator)
rules.add_perm("organisations.leave", is_own)

# Django's administration: administrators put right what owners cannot.
rules.add_perm("organisations", is_administrator)
for kind in ["organisation", "membership"]:
    rules.add_perm(f"organisations.view_{kind}", is_administrator)
    rules.add_perm(f"organisations.change_{kind}", is_administrator)
