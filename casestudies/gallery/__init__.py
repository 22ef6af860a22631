"""Browsing: the start page, the gallery, care settings and themes."""
