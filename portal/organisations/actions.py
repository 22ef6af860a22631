"""What people do with organisations: each verb one transaction and one event."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal import addresses
from portal.accounts.models import User
from portal.accounts.rules import LEAD_MODERATOR, MODERATOR
from portal.editions.models import Edition
from portal.organisations.models import Membership, Organisation
from portal.post import outbox
from portal.record.models import Event
from portal.seen import is_kept

# Addresses under /organisations/ that are pages of their own.
RESERVED = {"find", "add", "requests"}
LETTERS_AT_MOST = 20


class MembershipError(Exception):
    """The step is not open: another came first, or the person is in already.

    ``step`` is the event that tells who was first and when.
    """

    def __init__(self, message, membership):
        super().__init__(message)
        self.step = Event.objects.about(membership).last()


class NameTakenError(Exception):
    """Somebody else has given an organisation this name a moment ago."""


class StaleOrganisationError(Exception):
    """Somebody else has changed the organisation since it was looked at."""


def add(organisation, *, by):
    """Save a new organisation; who adds it becomes its owner.

    Raises NameTakenError where another with this name came first.
    """
    try:
        return _add(organisation, by=by)
    except IntegrityError as error:
        raise NameTakenError from error


@transaction.atomic
def _add(organisation, *, by):
    organisation.slug = addresses.free(Organisation, organisation.name, RESERVED)
    organisation.added_by = by
    organisation.save()
    Membership.objects.create(
        user=by,
        organisation=organisation,
        state=Membership.State.APPROVED,
        is_owner=True,
        decided_at=timezone.now(),
    )
    Event.write(by=by, verb="add", of=organisation)
    Edition.renew()
    return organisation


# Rooms above that keep something of an organisation's size stand around the saving of
# a new one, inside the transaction: before it they wait for whom they have to.
NEW_SIZE: list[Callable[[Organisation], AbstractContextManager[None]]] = []


def change(organisation, *, by, seen=None):
    """Save what a form has changed.

    ``seen`` is the number of versions that the person knew of; where there are more
    by now it raises StaleOrganisationError and changes nothing, unless it is kept so
    already. Without it, as in the administration, whatever is there is written over.
    Raises NameTakenError where another has this name by now.
    """
    try:
        _change(organisation, by=by, seen=seen)
    except IntegrityError as error:
        raise NameTakenError from error


@transaction.atomic
def _change(organisation, *, by, seen):
    before = Organisation.objects.values_list("size", flat=True).get(pk=organisation.pk)
    with ExitStack() as rooms:
        if organisation.size != before:
            for around in NEW_SIZE:
                rooms.enter_context(around(organisation))
        kept = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if seen is not None and versions(organisation) != seen:
            if is_kept(organisation, kept):
                return
            raise StaleOrganisationError
        organisation.save()
        Event.write(by=by, verb="change", of=organisation)
    Edition.renew()


def versions(organisation):
    return organisation.history.count()


@transaction.atomic
def ask_to_join(organisation, *, by):
    """Ask the owners, or without any the moderators, to let a person in."""
    try:
        with transaction.atomic():
            membership = Membership.objects.create(user=by, organisation=organisation)
    except IntegrityError:
        membership = _ask_again(organisation, by)
    Event.write(by=by, verb="ask_to_join", of=membership, after="pending")
    context = {"person": by, "organisation": organisation}
    outbox.queue_to_each(
        "organisation_request", _deciders(organisation), context=context
    )
    return membership


def _ask_again(organisation, user):
    """Somebody who was not let in may ask once more; a member has no need to."""
    changed = Membership.objects.filter(
        user=user, organisation=organisation, state=Membership.State.DECLINED
    ).update(
        state=Membership.State.PENDING,
        asked_at=timezone.now(),
        decided_by=None,
        decided_at=None,
    )
    membership = Membership.objects.get(user=user, organisation=organisation)
    if not changed:
        raise MembershipError("There is one or a request already.", membership)
    return membership


def _deciders(organisation):
    owners = User.objects.filter(
        is_active=True,
        memberships__organisation=organisation,
        memberships__is_owner=True,
    )
    moderators = User.objects.filter(
        is_active=True, groups__name__in=[MODERATOR, LEAD_MODERATOR]
    ).distinct()
    return (owners if owners.exists() else moderators)[:LETTERS_AT_MOST]


def approve(membership, *, by):
    _decide(membership, Membership.State.APPROVED, by=by)


def decline(membership, *, by):
    _decide(membership, Membership.State.DECLINED, by=by)


@transaction.atomic
def _decide(membership, state, *, by):
    """Answer a request; the second of two answers is refused."""
    changed = (
        Membership.objects.pending()
        .filter(pk=membership.pk)
        .update(state=state, decided_by=by, decided_at=timezone.now())
    )
    if not changed:
        raise MembershipError("Somebody has answered it already.", membership)
    Event.write(by=by, verb=state, of=membership, before="pending", after=state)
    outbox.queue(
        f"organisation_{state}",
        to=membership.user,
        context={"organisation": membership.organisation},
    )


@transaction.atomic
def leave(membership, *, by):
    """End a membership, or take back a request to join; once only."""
    same = Membership.objects.filter(pk=membership.pk)
    before = same.select_for_update().values_list("state", flat=True).first()
    if before is None:
        raise MembershipError("It has ended already.", membership)
    same.delete()
    Event.write(by=by, verb="leave", of=membership, before=before)
