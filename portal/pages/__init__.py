"""Pages that explain the portal, and a way to write to those who run it."""
