"""Browsers that somebody has signed in with before, known by a signed cookie."""

import uuid

from django.conf import settings
from django.utils.crypto import salted_hmac

COOKIE = "device"
YEAR = 365 * 24 * 60 * 60
ACCOUNTS_AT_MOST = 5  # of the people who share one computer


def known_as(request, address):
    """The name of the device, if it has signed in to the account of this address."""
    device, *accounts = _read(request)
    return device if _digest(address) in accounts else ""


def remember(request, address):
    """Know this browser the next time; the middleware gives it the cookie."""
    device, *accounts = _read(request) if _read(request)[0] else [uuid.uuid4().hex]
    others = [account for account in accounts if account != _digest(address)]
    kept = [_digest(address), *others][:ACCOUNTS_AT_MOST]
    request.device_cookie = ".".join([device, *kept])


def give_cookie(request, response):
    if value := getattr(request, "device_cookie", ""):
        response.set_signed_cookie(
            COOKIE,
            value,
            salt=COOKIE,
            max_age=YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _read(request):
    value = request.get_signed_cookie(COOKIE, default="", salt=COOKIE, max_age=YEAR)
    return value.split(".")


def _digest(address):
    text = address.strip().lower()
    return salted_hmac("portal.limits.devices", text).hexdigest()[:16]
