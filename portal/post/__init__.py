"""E-mail: one family of messages, and the outbox they wait in."""
