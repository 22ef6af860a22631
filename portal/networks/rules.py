"""Who keeps the networks up to date."""

import rules

from portal.accounts.rules import is_administrator, is_moderator

rules.add_perm("networks.edit", is_moderator | is_administrator)
