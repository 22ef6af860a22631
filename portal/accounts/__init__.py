"""People, sign-in, roles, the account home."""
