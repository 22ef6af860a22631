"""Browsing pages: the gallery, care settings, themes, the start page."""
