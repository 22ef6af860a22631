"""The pages of telling a story."""
