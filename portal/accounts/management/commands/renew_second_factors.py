"""Encrypt second factors with the key of today, so that a former one can go."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

SECRETS = ["secret", "seed"]


class Command(BaseCommand):
    help = (
        "Encrypt the secrets of second factors with SECRET_KEY. When it has run, a "
        "former key can be taken out of SECRET_KEY_FALLBACKS."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        kept = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
        renewed = [row for row in kept.select_for_update() if _renew(row.data)]
        Authenticator.objects.bulk_update(renewed, ["data"])
        self.stdout.write(f"Encrypted anew: {len(renewed)}.")


def _renew(data):
    adapter = get_adapter()
    found = {name: adapter.renew(data[name]) for name in SECRETS if name in data}
    data |= found
    return bool(found)
