"""Who may do what with an inquiry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

if TYPE_CHECKING:
    from inquiry.telling.models import Inquiry
    from portal.accounts.models import User


@rules.predicate
def began_it(user: User, inquiry: Inquiry | None) -> bool:
    return inquiry is not None and inquiry.begun_by_id == user.pk


@rules.predicate
def tells_it_too(user: User, inquiry: Inquiry | None) -> bool:
    """A co-author counts from the moment that they accept until they are removed."""
    return inquiry is not None and inquiry.co_authors.filter(user=user).exists()


rules.add_perm("telling.answer", began_it | tells_it_too)
rules.add_perm("telling.name_co_author", began_it)
rules.add_perm("telling.move", began_it)
rules.add_perm("telling.discard", began_it)
