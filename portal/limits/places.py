"""Where a request comes from, as our own proxies saw it."""

import ipaddress

from django.conf import settings

NETWORK = 64  # what one household or company has of IPv6


def address(request):
    """The visitor's IP address; what a visitor writes into X-Forwarded-For is not.

    Each proxy of ours adds one entry at the end; anything before them is hearsay.
    """
    told = request.headers.get("X-Forwarded-For", "") if settings.PROXIES else ""
    chain = [part.strip() for part in told.split(",") if part.strip()]
    chain.append(request.META.get("REMOTE_ADDR", ""))
    return chain[-min(settings.PROXIES + 1, len(chain))]


def place(request):
    """What counts as one place: an IPv4 address, or the network of an IPv6 one."""
    try:
        found = ipaddress.ip_address(address(request))
    except ValueError:
        return "somewhere"
    if found.version == 4:
        return str(found)
    network = ipaddress.ip_network((int(found), NETWORK), strict=False)
    return str(found.ipv4_mapped or network)
