"""Question sets in versions, the kinds of question, sources of choices."""
