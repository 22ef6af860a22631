"""How often anything may be tried, counted in the database for all processes."""
