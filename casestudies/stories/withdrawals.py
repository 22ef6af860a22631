"""Withdrawals outside the database: written down, and done again after a restore."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from casestudies.stories import indexing, turns
from casestudies.stories.models import CaseStudy, Decision, Revision
from casestudies.stories.workflow import State
from portal.running import journal

KIND = "case study"
WAITING = [State.SCHEDULED, State.SUBMITTED]


def note(revision, verb, *, by_teller):
    """Call it in the transaction of the step; the line is written once that holds."""
    journal.note(KIND, revision.case_study.key, verb, by_teller=by_teller)


def take_down(revision, *, by, seen, by_teller):
    """Take a published revision down, and return the updates that were moved."""
    moved = hold_back(revision.case_study, by=by, by_teller=by_teller)
    revision.move_to(State.WITHDRAWN, by=by, seen=seen, withdrawn_at=timezone.now())
    indexing.remove(revision.case_study)
    return moved


def hold_back(case_study, *, by, by_teller):
    """Let nothing that waits bring the story back; return the updates that were moved.

    A date that is set for an update no longer stands, or the story would be back by
    itself on that day. An update that waits goes back to tellers who take the story
    down. Where it stays, whoever has it before them is made to look again, so that
    nobody publishes it without knowing that the story is down.
    """
    moved = []
    for update in case_study.revisions.filter(state__in=WAITING):
        before = update.state
        if before == State.SCHEDULED:
            changes = {"scheduled_for": None}
            update.move_to(State.SUBMITTED, by=by, seen=update.lock, **changes)
        if by_teller and not update.is_being_read:
            update.move_to(State.DRAFT, by=by, seen=update.lock)
            case_study.inquiry.open()
        if update.state != before:
            moved.append(update)
        else:
            Revision.objects.filter(pk=update.pk).update(lock=F("lock") + 1)
    return moved


@transaction.atomic
def do_again(key, line):
    """Take a story down that a backup brought back, without telling anyone again."""
    by_teller = line.get("by_teller") is not False  # others write lines by hand
    case_study = CaseStudy.objects.filter(key=key).first()
    if not case_study:
        return False
    turns.wait(case_study.inquiry_id)
    up = case_study.revisions.published().first()
    if not up:
        hold_back(case_study, by=None, by_teller=by_teller)
        return False
    Decision.objects.create(
        revision=up, kind=Decision.Kind.WITHDRAW, by_teller=by_teller, digest=up.digest
    )
    take_down(up, by=None, seen=up.lock, by_teller=by_teller)
    return True


journal.REPLAYS[KIND] = do_again
