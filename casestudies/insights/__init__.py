"""Where there are stories, where there are none yet, and who is missing."""
