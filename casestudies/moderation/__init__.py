"""The queue, claims, decisions and checks."""
