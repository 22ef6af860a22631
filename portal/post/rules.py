"""Who may look after the outbox."""

import rules

from portal.accounts.rules import is_administrator

rules.add_perm("post.retry", is_administrator)

# Django's administration: administrators read the outbox, nobody writes in it.
rules.add_perm("post", is_administrator)
rules.add_perm("post.view_message", is_administrator)
