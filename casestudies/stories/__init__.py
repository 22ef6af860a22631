"""Case studies, revisions, the transition table, composing, the story page."""
