"""Who writes the pages that explain the portal."""

import rules

from portal.accounts.rules import is_administrator

rules.add_perm("pages.edit", is_administrator)
