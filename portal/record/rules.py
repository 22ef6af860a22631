"""Who may read the record."""

import rules

from portal.accounts.rules import is_administrator

rules.add_perm("record", is_administrator)
rules.add_perm("record.view_event", is_administrator)
