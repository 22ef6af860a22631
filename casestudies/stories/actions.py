"""The verbs of a story's journey: each is one transaction, one event, one answer.

Every verb takes the lock version (``seen``) that the person looked at, and the
deciding ones the digest too; each raises TransitionError when another was quicker.
"""

import logging

from django.utils import timezone

from casestudies.stories import (
    addresses,
    copying,
    freezing,
    indexing,
    letters,
    sides,
    withdrawals,
)
from casestudies.stories.models import Consent, Decision, Revision
from casestudies.stories.readiness import NotReadyError, problems
from casestudies.stories.turns import in_turn
from casestudies.stories.workflow import DECIDED_IN, State, TransitionError
from portal import request_ids
from portal.record.models import Event
from portal.running import journal

logger = logging.getLogger(__name__)


@in_turn
def submit(revision, *, by, seen, ticks):
    """Send a draft to the moderators; ``ticks`` are the keys of the ticked consents.

    Raises NotReadyError with what is still missing.
    """
    if revision.state != State.DRAFT:
        raise revision.too_late("It has been sent already.")
    missing = problems(revision, ticks=ticks)
    if missing:
        raise NotReadyError(missing)
    version = revision.case_study.inquiry.version
    revision.consents.all().delete()
    Consent.objects.bulk_create(
        Consent(
            revision=revision,
            key=tick["key"],
            wording=tick["label"],
            wording_version=f"{version.protocol.slug} {version.number}",
            given_by=by,
        )
        for tick in version.consent.get("ticks", [])
        if tick["key"] in ticks
    )
    revision.move_to(
        State.SUBMITTED,
        by=by,
        seen=seen,
        digest=freezing.digest(revision),
        submitted_at=timezone.now(),
        submitted_by=by,
    )
    revision.case_study.inquiry.close()
    letters.submitted(revision)


@in_turn
def take_back(revision, *, by, seen):
    """Make a waiting story a draft again, while no moderator has claimed it.

    A date that was set for it no longer stands then.
    """
    if revision.is_being_read:
        raise revision.too_late("A moderator is reading it.")
    if revision.state == State.SCHEDULED:
        revision.move_to(State.SUBMITTED, by=by, seen=seen, scheduled_for=None)
        seen = revision.lock
    revision.move_to(State.DRAFT, by=by, seen=seen)
    revision.case_study.inquiry.open()
    letters.taken_back(revision, by=by)


@in_turn
def claim(revision, *, by, seen):
    """Say "I am reading this one"."""
    changes = {"claimed_by": by, "claimed_at": timezone.now()}
    while_so = {"claimed_by": None, "held_at": None}
    revision.change("claim", by=by, seen=seen, while_so=while_so, **changes)


@in_turn
def release(revision, *, by, seen):
    """Give a claimed story back to the queue."""
    changes = {"claimed_by": None, "claimed_at": None}
    while_so = {"claimed_by__isnull": False}
    revision.change("release", by=by, seen=seen, while_so=while_so, **changes)


@in_turn
def publish(
    revision, *, by, seen, digest, message="", identity_checked=False, now=None
):
    """Put a revision up; the one that was up before is superseded by it.

    ``identity_checked``: the moderator says that nobody can be guessed; the database
    refuses a person's decision without it, while the portal itself (``by=None``)
    carries out one that was checked. ``now`` is the date that the page shows; the
    record keeps the real one.
    """
    decision = _decide(
        revision,
        Decision.Kind.PUBLISH,
        by,
        digest,
        seen=seen,
        message=message,
        identity_checked=identity_checked,
    )
    _put_up(revision, by=by, seen=seen, now=now or timezone.now())
    letters.published(revision, decision=decision)


@in_turn
def schedule(revision, *, by, seen, digest, when, message="", identity_checked=False):
    """Agree to a revision now and have it published at ``when`` (aware datetime)."""
    decision = _decide(
        revision,
        Decision.Kind.SCHEDULE,
        by,
        digest,
        seen=seen,
        message=message,
        identity_checked=identity_checked,
    )
    revision.move_to(State.SCHEDULED, by=by, seen=seen, scheduled_for=when)
    letters.scheduled(revision, decision=decision)


@in_turn
def unschedule(revision, *, by, seen, digest, message=""):
    """Bring a planned publication back to the queue."""
    _decide(revision, Decision.Kind.UNSCHEDULE, by, digest, seen=seen, message=message)
    revision.move_to(State.SUBMITTED, by=by, seen=seen, scheduled_for=None)
    letters.unscheduled(revision)


@request_ids.bound()
def publish_due(*, now=None):
    """Publish every planned revision whose time has come; return how many.

    One that fails is logged and does not stop those after it.
    """
    due = Revision.objects.filter(
        state=State.SCHEDULED, scheduled_for__lte=now or timezone.now()
    )
    published = 0
    for revision in due.select_related("case_study__inquiry"):
        try:
            publish(revision, by=None, seen=revision.lock, digest=revision.digest)
        except TransitionError:
            continue
        except Exception:
            logger.exception("Revision %s could not be published.", revision.pk)
            continue
        published += 1
    return published


@in_turn
def ask_for_changes(revision, *, by, seen, digest, message, notes):
    """Return a story with a message and notes by question key; a new draft follows."""
    decision = _decide(
        revision,
        Decision.Kind.CHANGES,
        by,
        digest,
        seen=seen,
        message=message,
        notes=notes,
    )
    revision.move_to(State.CHANGES_REQUESTED, by=by, seen=seen)
    copying.copy(revision, by=by)
    revision.case_study.inquiry.open()
    letters.changes_requested(revision, decision=decision)


@in_turn
def decline(revision, *, by, seen, digest, reason, message):
    """Say kindly that a story will not be published, with a reason of the list."""
    decision = _decide(
        revision,
        Decision.Kind.DECLINE,
        by,
        digest,
        seen=seen,
        message=message,
        reason=reason,
    )
    revision.move_to(State.DECLINED, by=by, seen=seen)
    letters.declined(revision, decision=decision)


@in_turn
def withdraw(revision, *, by, seen, digest, message=""):
    """Take a published story down at once; its address answers 410 from then on."""
    decision = _decide(
        revision, Decision.Kind.WITHDRAW, by, digest, seen=seen, message=message
    )
    by_teller = decision.by_teller
    moved = withdrawals.take_down(revision, by=by, seen=seen, by_teller=by_teller)
    for update in moved:
        if by_teller:
            letters.taken_back(update, by=by)
        else:
            _write_down(update, Decision.Kind.UNSCHEDULE, by, update.digest)
            letters.unscheduled(update)
    withdrawals.note(revision, journal.WITHDRAW, by_teller=by_teller)
    letters.withdrawn(revision, decision=decision)


@in_turn
def restore(revision, *, by, seen, digest, message=""):
    """Put a story back that was taken down."""
    decision = _decide(
        revision, Decision.Kind.RESTORE, by, digest, seen=seen, message=message
    )
    if revision.case_study.revisions.published().exists():
        raise revision.too_late("A newer version is published.")
    revision.move_to(State.PUBLISHED, by=by, seen=seen)
    indexing.put(revision)
    withdrawals.note(revision, journal.RESTORE, by_teller=decision.by_teller)
    letters.restored(revision, decision=decision)


@in_turn
def start_update(case_study, *, by):
    """Begin the next draft, or return the one that is open already."""
    draft = case_study.revisions.open().first()
    if draft is None:
        draft = copying.copy(case_study.revisions.last(), by=by)
        case_study.inquiry.open()
    return draft


@in_turn
def drop_draft(revision, *, by, seen):
    """Delete a draft that begins a next version; the version before it stands again.

    What was answered meanwhile is kept, and comes back when a draft is begun again.
    """
    if not revision.may_be_dropped:
        raise revision.too_late("It is all that there is, or was decided on.")
    if not Revision.objects.filter(pk=revision.pk, state=State.DRAFT, lock=seen).update(
        lock=seen + 1
    ):
        raise revision.too_late()
    Event.write(by=by, verb="drop", of=revision, before=State.DRAFT)
    revision.delete()
    revision.case_study.set_aside.all().delete()
    revision.case_study.inquiry.close()


def _decide(revision, kind, by, digest, *, seen, **given):
    """``given`` are the notes and the fields of the decision.

    Whoever is too late is refused here, before anything else is done.
    """
    same = Revision.objects.filter(pk=revision.pk, state=revision.state, lock=seen)
    if not same.exists():
        raise revision.too_late()
    if revision.state not in DECIDED_IN[kind]:
        raise revision.too_late("That is not decided of a story in this state.")
    if digest != revision.digest:
        raise revision.too_late("The story is not the one that was read.")
    if revision.held_at and kind != Decision.Kind.DECLINE:
        raise revision.too_late("The story is held.")
    if revision.claimed_by_id and by != revision.claimed_by:
        raise revision.too_late("Somebody else is reading it.")
    return _write_down(revision, kind, by, digest, **given)


def _write_down(revision, kind, by, digest, *, notes=None, **given):
    decision = Decision.objects.create(
        revision=revision,
        kind=kind,
        by=by,
        by_teller=by in revision.case_study.inquiry.tellers(),
        digest=digest,
        **given,
    )
    for key, text in (notes or {}).items():
        decision.notes.create(question_key=key, text=text)
    return decision


def _put_up(revision, *, by, seen, now):
    case_study = revision.case_study
    before = case_study.revisions.published().first()
    if before:
        before.move_to(State.SUPERSEDED, by=by, seen=before.lock)
    addresses.give(case_study, headline=revision.headline, now=now)
    revision.move_to(
        State.PUBLISHED,
        by=by,
        seen=seen,
        published_at=now,
        sides_told=sides.told(revision),
    )
    indexing.put(revision)
