"""Alliances, and which organisations belong to them."""
