"""The index, facets and ranking; the only room that knows a database's dialect."""
