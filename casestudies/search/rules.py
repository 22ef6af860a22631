"""Who keeps the words that mean the same."""

import rules

from portal.accounts.rules import is_administrator, is_moderator

rules.add_perm("search.keep_words", is_moderator | is_administrator)
