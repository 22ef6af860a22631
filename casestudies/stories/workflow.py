"""The states of a revision, and the one table of the steps between them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    AWAITING_SIGN_OFF = "awaiting_sign_off", _("Awaiting sign-off")
    SUBMITTED = "submitted", _("Submitted")
    CHANGES_REQUESTED = "changes_requested", _("Changes asked for")
    DECLINED = "declined", _("Not published")
    SCHEDULED = "scheduled", _("Will be published")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Replaced by a newer version")
    WITHDRAWN = "withdrawn", _("Taken down")


# The table of the design. A draft goes straight to submitted only until partner
# organisations sign off.
TRANSITIONS: dict[State, set[State]] = {
    State.DRAFT: {State.AWAITING_SIGN_OFF, State.SUBMITTED},
    State.AWAITING_SIGN_OFF: {State.DRAFT, State.SUBMITTED},
    State.SUBMITTED: {
        State.DRAFT,
        State.CHANGES_REQUESTED,
        State.DECLINED,
        State.SCHEDULED,
        State.PUBLISHED,
    },
    State.SCHEDULED: {State.SUBMITTED, State.PUBLISHED},
    State.PUBLISHED: {State.SUPERSEDED, State.WITHDRAWN},
    State.WITHDRAWN: {State.PUBLISHED},
    State.CHANGES_REQUESTED: set(),
    State.DECLINED: set(),
    State.SUPERSEDED: set(),
}

# A case study has at most one revision in these states, beside a published one.
OPEN = {State.DRAFT, State.AWAITING_SIGN_OFF, State.SUBMITTED, State.SCHEDULED}

# What may be decided in which states, by the kind of the decision: the step alone does
# not tell a story that is put back from one that is published for the first time.
DECIDED_IN: dict[str, set[State]] = {
    "changes": {State.SUBMITTED},
    "publish": {State.SUBMITTED, State.SCHEDULED},
    "schedule": {State.SUBMITTED},
    "unschedule": {State.SCHEDULED},
    "decline": {State.SUBMITTED},
    "withdraw": {State.PUBLISHED},
    "restore": {State.WITHDRAWN},
}


class TransitionError(Exception):
    """The step is not in the table, or somebody else took one first.

    ``step`` is the last event of the story, if there is one: it knows who and when.
    """

    def __init__(self, message: str, *, step: Any = None) -> None:
        super().__init__(message)
        self.step = step


def check(before: str, after: str) -> None:
    """Raise TransitionError unless the table holds the step."""
    if State(after) not in TRANSITIONS[State(before)]:
        raise TransitionError(f"There is no step from {before} to {after}.")
