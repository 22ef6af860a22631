"""The whole site under load: see ``__main__`` for what ``make load`` does."""
