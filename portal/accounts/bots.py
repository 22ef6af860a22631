"""Keeping programs from making accounts, without asking people for anything."""

import time

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

TRAP = "homepage"  # nobody sees this field, so only programs fill it
STAMP = "began"  # when the page was sent, signed
QUICKEST = 2  # seconds; a person reads and types, even with a password manager
LONGEST = 7 * 24 * 60 * 60
TOO_QUICK = _(
    "That was quicker than people usually are. Type your password once more and press "
    "the button again. Everything else is still there."
)


class TrapForm(forms.Form):
    """A form that programs send too soon, or with a field that nobody sees."""

    too_quick = TOO_QUICK

    @property
    def is_a_program(self):
        return bool(self.data.get(TRAP, "").strip())

    @property
    def stamp(self):
        """Kept when the form comes back with mistakes: people are quick to mend them."""
        sent = self.data.get(STAMP, "") if self.is_bound else ""
        return sent if _age(sent) is not None else stamped(time.time())

    def clean(self):
        cleaned = super().clean()
        age = _age(self.data.get(STAMP, ""))
        if age is None or age < QUICKEST:
            self.add_error(None, self.too_quick)
        return cleaned


def stamped(moment):
    return _signer().sign(moment)


def _age(stamp):
    """Seconds since the page was sent, or None where we did not sign that."""
    try:
        age = time.time() - float(_signer().unsign(stamp))
    except (signing.BadSignature, ValueError):
        return None
    return age if age < LONGEST else None


def _signer():
    return signing.Signer(salt="portal.accounts.bots")
