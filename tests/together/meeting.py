"""Two people at once: threads that start together, each with its own connection."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from casestudies.stories.editing import ClosedDraftError, StaleEditError
from casestudies.stories.readiness import NotReadyError
from casestudies.stories.workflow import TransitionError
from inquiry.telling import actions as telling
from inquiry.telling.discarding import CannotDiscardError
from portal.organisations import actions as organisations

# A run of the suite is a small one; ``make races`` asks for fifty.
REPEATS = int(os.environ.get("REPEATS", "1"))
REFUSALS = (
    TransitionError,
    StaleEditError,
    ClosedDraftError,
    NotReadyError,
    CannotDiscardError,
    telling.StaleAnswerError,
    telling.ClosedInquiryError,
    telling.CoAuthorError,
    organisations.NameTakenError,
    organisations.MembershipError,
    organisations.StaleOrganisationError,
)


def at_once(*attempts):
    """Run the attempts in threads that start together; return what each came to."""
    ready = threading.Barrier(len(attempts))

    def run(attempt):
        try:
            ready.wait(timeout=20)
            return attempt()
        except REFUSALS as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def refused(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, REFUSALS)]
