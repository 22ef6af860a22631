"""The shared words: care settings, themes, enablers, touch points, places."""
