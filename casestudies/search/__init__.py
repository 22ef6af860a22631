"""The index, facets and ranking; the only room that knows a database's dialect."""

from casestudies.search.shapes import Document, Found, Selection

__all__ = ["Document", "Found", "Selection"]
