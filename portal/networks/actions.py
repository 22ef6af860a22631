"""Keeping the networks up to date: each verb one transaction and one event."""

from django.db import IntegrityError, transaction

from portal import addresses
from portal.editions.models import Edition
from portal.networks.models import Member, Network
from portal.record.models import Event
from portal.seen import is_kept

# Addresses under /insights/networks/ that are pages of their own.
RESERVED = {"add"}


class NameTakenError(Exception):
    """There is another network of this name by now."""


class StaleNetworkError(Exception):
    """Somebody else has changed the network since it was looked at."""


def add(network, *, by):
    """Save a new network. Raises NameTakenError where one of its name came first."""
    try:
        with transaction.atomic():
            network.slug = addresses.free(Network, network.name, RESERVED)
            network.save()
            Event.write(by=by, verb="add", of=network)
            Edition.renew()
    except IntegrityError as error:
        raise NameTakenError from error
    return network


def change(network, *, by, seen):
    """Save what a form has changed.

    ``seen`` is the number of versions that the person knew of; where there are more
    by now it raises StaleNetworkError, unless it is kept so already. Raises
    NameTakenError as ``add`` does.
    """
    try:
        with transaction.atomic():
            kept = Network.objects.select_for_update().get(pk=network.pk)
            if versions(network) != seen:
                if is_kept(network, kept):
                    return
                raise StaleNetworkError
            network.save()
            Event.write(by=by, verb="change", of=network)
            Edition.renew()
    except IntegrityError as error:
        raise NameTakenError from error


@transaction.atomic
def take_in(organisation, network, *, by):
    """Note that an organisation is in a network; whether that is news."""
    Network.objects.select_for_update().get(pk=network.pk)
    _member, is_new = Member.objects.get_or_create(
        organisation=organisation, network=network
    )
    if is_new:
        Event.write(by=by, verb="take in", of=network)
        Edition.renew()
    return is_new


@transaction.atomic
def take_out(organisation, network, *, by):
    """Note that an organisation is in a network no more; whether that is news."""
    Network.objects.select_for_update().get(pk=network.pk)
    member = Member.objects.filter(organisation=organisation, network=network).first()
    if member:
        member.delete()
        Event.write(by=by, verb="take out", of=network)
        Edition.renew()
    return bool(member)


def versions(network):
    return network.history.count()
