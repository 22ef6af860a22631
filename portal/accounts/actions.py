"""Making accounts without the sign-up page."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction

from portal.accounts.models import User
from portal.accounts.rules import ADMINISTRATOR
from portal.record.models import Event


@transaction.atomic
def add_person(*, email, name, password=None, roles=(), by=None, **fields):
    """Make an account whose address counts as verified; ``roles`` are group names."""
    user = User.objects.create_user(email, password, name=name, **fields)
    EmailAddress.objects.create(
        user=user, email=user.email, verified=True, primary=True
    )
    for role in roles:
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    Event.write(by=by, verb="add", of=user, after=", ".join(roles)[:40])
    return user


def add_administrator(*, email, name, password=None):
    """Make an account that may do all that Django's administration offers."""
    return add_person(
        email=email,
        name=name,
        password=password,
        roles=[ADMINISTRATOR],
        is_staff=True,
        is_superuser=True,
    )


@transaction.atomic
def rename(user, *, by):
    """Keep a name that a form has set."""
    user.save(update_fields=["name"])
    Event.write(by=by, verb="rename", of=user)
