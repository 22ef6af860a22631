"""Keeping the milestones up to date: each verb one transaction and one event."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal import addresses
from portal.editions.models import Edition
from portal.learning.models import Milestone
from portal.pages.actions import write_to_us
from portal.record.models import Event
from portal.seen import is_kept

# Addresses under /learning/ that are pages of their own.
RESERVED = {"add", "make-the-case", "report", "sent"}


class StaleMilestoneError(Exception):
    """Somebody else has saved the milestone since it was looked at."""


def add(milestone, *, by):
    """Save a new milestone; one that is sent twice, with the same key, is added once."""
    try:
        return _add(milestone, by=by)
    except IntegrityError:
        if first := Milestone.objects.filter(key=milestone.key).first():
            return first
        # Another of this title came first and has the address.
        return _add(milestone, by=by)


@transaction.atomic
def _add(milestone, *, by):
    milestone.slug = addresses.free(Milestone, milestone.title, RESERVED)
    milestone.save()
    Event.write(by=by, verb="add", of=milestone)
    Edition.renew()
    return milestone


@transaction.atomic
def change(milestone, *, by, seen):
    """Save what a form has changed.

    ``seen`` is the number of versions that the person knew of; where there are more
    by now it raises StaleMilestoneError and changes nothing, unless it is kept so
    already.
    """
    kept = Milestone.objects.select_for_update().get(pk=milestone.pk)
    if versions(milestone) != seen:
        if is_kept(milestone, kept):
            return
        raise StaleMilestoneError
    milestone.save()
    Event.write(by=by, verb="change", of=milestone)
    Edition.renew()


@transaction.atomic
def check(milestone, *, by):
    """Somebody has looked today, and nothing has changed; once a day is enough."""
    milestone = Milestone.objects.select_for_update().get(pk=milestone.pk)
    today = timezone.localdate()
    if milestone.checked_on == today:
        return
    milestone.checked_on = today
    milestone.save(update_fields=["checked_on"])
    Event.write(by=by, verb="check", of=milestone)
    Edition.renew()


def versions(milestone):
    return milestone.history.count()


def report(milestone, *, name, email, message, source, stamp):
    """Write to the moderators what somebody knows; raises as ``write_to_us`` does."""
    address = f"{settings.SITE_URL}{milestone.get_absolute_url()}"
    words = [f"{milestone.title}\n{address}", message, source]
    write_to_us(
        name=name,
        email=email,
        message="\n\n".join(filter(None, words)),
        stamp=stamp,
    )
