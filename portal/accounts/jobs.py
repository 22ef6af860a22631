"""What the worker does with accounts."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from portal.accounts.models import User
from portal.record.models import Event

UNCONFIRMED_FOR = timedelta(days=30)
BATCH = 100
MOST_A_NIGHT = 10_000  # mail waits behind this job


def delete_unconfirmed():
    """Delete accounts whose address nobody has confirmed in time; return how many.

    Somebody made them with an address that may not be theirs, and nobody has ever
    been signed in to one, so nothing hangs on it.
    """
    deleted = 0
    while deleted < MOST_A_NIGHT and (some := _delete_some()):
        deleted += some
    return deleted


@transaction.atomic
def _delete_some():
    """A few at once: others may write in between. Who is confirming now is kept."""
    some = _unconfirmed().values_list("pk", flat=True).order_by("pk")[:BATCH]
    locked = EmailAddress.objects.select_for_update().filter(user__in=list(some))
    people = [address.user_id for address in locked]
    users = list(_unconfirmed().filter(pk__in=people))
    for user in users:
        Event.write(by=None, verb="delete", of=user, before="unconfirmed")
    User.objects.filter(pk__in=[user.pk for user in users]).delete()
    return len(users)


def _unconfirmed():
    """An account with no address in the list was not made by signing up."""
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    return User.objects.filter(
        Exists(addresses),
        ~Exists(addresses.filter(verified=True)),
        joined_at__lt=timezone.now() - UNCONFIRMED_FOR,
        last_login__isnull=True,
        is_staff=False,
    )
