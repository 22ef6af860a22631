"""The public pages over HTTP: see ``__main__`` for what ``make bench`` does."""
