"""Telling people by mail that somebody has signed in with a browser not seen before."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.limits import devices
from portal.post import outbox

# The first that fits: Edge and Opera say that they are Chrome, Chrome says Safari.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox|FxiOS": "Firefox",
    "Chrome|CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone|iPad": "iOS",
    "Mac OS": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def signed_in(request, user, *, first):
    """Know the browser from now on; tell the person of one that was not known.

    Nothing is told of the very first time: then every browser is new.
    """
    if not first and not devices.known_as(request, user.email):
        context = {
            "at": timezone.now(),
            "browser": browser(request.headers.get("User-Agent", "")),
        }
        outbox.queue("account_new_device", to=user, context=context)
    devices.remember(request, user.email)


def browser(user_agent):
    """Roughly which browser, in words of ours alone: anything may stand in a header."""
    names = {"browser": _fitting(BROWSERS, user_agent)}
    names["system"] = _fitting(SYSTEMS, user_agent)
    if all(names.values()):
        return _("%(browser)s on %(system)s") % names
    return names["browser"] or names["system"] or _("a browser that we do not know")


def _fitting(patterns, text):
    found = (name for pattern, name in patterns.items() if re.search(pattern, text))
    return next(found, "")
