"""Who keeps the history of qualifications up to date."""

import rules

from portal.accounts.rules import is_administrator, is_moderator

rules.add_perm("learning.edit", is_moderator | is_administrator)
