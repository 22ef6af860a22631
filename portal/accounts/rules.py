"""Who a person is to the portal: roles are groups."""

import rules

MODERATOR = "moderator"
LEAD_MODERATOR = "lead moderator"
ADMINISTRATOR = "administrator"
ROLES = [MODERATOR, LEAD_MODERATOR, ADMINISTRATOR]

is_moderator = rules.is_group_member(MODERATOR) | rules.is_group_member(LEAD_MODERATOR)
is_administrator = rules.is_group_member(ADMINISTRATOR)
