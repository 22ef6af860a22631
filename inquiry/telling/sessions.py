"""When a session has ended in the middle of an answer."""

from portal.accounts import kept_words

BUTTONS = {"go", "save", "preview", "add", "back"}
NOT_TYPED = frozenset({"seen", *BUTTONS})


def typed(data) -> list[tuple[str, str]]:
    """What was typed, as names and values for hidden fields."""
    return kept_words.typed(data, leave_out=NOT_TYPED)
