"""Withdrawals outside the database: written down, and done again after a restore."""

from django.db import transaction
from django.utils import timezone

from casestudies.stories import indexing
from casestudies.stories.models import CaseStudy, Decision
from casestudies.stories.workflow import State
from portal.running import journal

KIND = "case study"


def note(revision, verb, *, by_teller):
    """Call it in the transaction of the step; the line is written once that holds."""
    journal.note(KIND, revision.case_study.key, verb, by_teller=by_teller)


@transaction.atomic
def do_again(key, line):
    """Take a story down that a backup brought back, without telling anyone again."""
    by_teller = line.get("by_teller", True)
    case_study = CaseStudy.objects.select_for_update().filter(key=key).first()
    up = case_study and case_study.revisions.published().first()
    if not case_study:
        return False
    _hold_updates(case_study, by_teller=by_teller)
    if not up:
        return False
    Decision.objects.create(
        revision=up, kind=Decision.Kind.WITHDRAW, by_teller=by_teller, digest=up.digest
    )
    up.move_to(State.WITHDRAWN, by=None, seen=up.lock, withdrawn_at=timezone.now())
    indexing.remove(case_study)
    return True


def _hold_updates(case_study, *, by_teller):
    """No date may bring the story back; an update goes to tellers who took it down."""
    waiting = case_study.revisions.filter(
        state__in=[State.SCHEDULED, State.SUBMITTED], claimed_by=None
    )
    for update in waiting:
        if update.state == State.SCHEDULED:
            update.move_to(
                State.SUBMITTED, by=None, seen=update.lock, scheduled_for=None
            )
        if by_teller:
            update.move_to(State.DRAFT, by=None, seen=update.lock)
            case_study.inquiry.open()


journal.REPLAYS[KIND] = do_again
