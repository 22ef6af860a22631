"""One try of one thing, counted for the place, the address or the person."""

from typing import NamedTuple

from portal.limits import counting, devices
from portal.limits.places import place
from portal.limits.rates import RATES, Per


class Try(NamedTuple):
    """``wait`` is 0 when the try may go on, else the seconds until the next."""

    wait: int
    tallies: list

    def was_right(self):
        """No failure after all: it does not count."""
        counting.give_back(self.tallies)


def begin(what, request, *, address=""):
    """Count a try. Where one limit is reached, the next is not touched: who is
    stopped by their place cannot use up the tries of somebody's address."""
    tallies = []
    for rate in RATES[what]:
        who = _who(rate.per, request, address.strip().lower())
        tally = counting.name(what, *rate, *who)
        count, wait = counting.once_more(tally, seconds=rate.seconds)
        tallies.append(tally)
        if count > rate.times:
            return Try(max(wait, 1), tallies)
    return Try(0, tallies)


def _who(per, request, address):
    """A device that is known to the account counts for itself: neither strangers in
    the same hospital nor those who guess at the account can shut it out."""
    if per is Per.PERSON and request.user.is_authenticated:
        return ["person", request.user.pk]
    if address and (device := devices.known_as(request, address)):
        return ["device", device, address]
    where = {
        Per.ADDRESS: [address],
        Per.ADDRESS_HERE: [address, place(request)],
    }
    return where.get(per, [place(request)])
