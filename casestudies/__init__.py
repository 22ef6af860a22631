"""The telling: case studies, how they are checked, found and read."""
