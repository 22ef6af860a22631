"""Whether an answer says anything at all."""

from typing import Any

from inquiry.protocols.models import Kind


def is_empty(kind: str, value: Any) -> bool:
    """True for no value, and for a value whose every part is blank."""
    if not value:
        return True
    if kind in {Kind.SHORT, Kind.LONG}:
        return not str(value).strip()
    if kind == Kind.NUMBER:
        return not any(str(part or "").strip() for part in value.values())
    if kind == Kind.DATE:
        return not value.get("month") and not value.get("ongoing")
    if kind == Kind.PEOPLE:
        return not any(any(row.values()) for row in value)
    return not any(value)
