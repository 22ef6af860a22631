"""Load the example stories; repeat it as often as you like."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from casestudies.stories import examples
from inquiry.protocols.models import ProtocolVersion
from portal.demo import PASSWORD, SIGN_INS
from portal.networks import demo as network


class Command(BaseCommand):
    help = (
        "Loads the example stories, each once. In the demo it also makes people to "
        "sign in as, with stories of theirs in every state."
    )

    def handle(self, *args, **options):
        if not ProtocolVersion.objects.live().exists():
            raise CommandError(
                "There are no question sets yet. Run load_taxonomy and load_protocols "
                "first."
            )
        loaded = examples.load(self.show)
        self.stdout.write(f"{loaded} example stories loaded.")
        if settings.DEMO:
            network.load()
            self.stdout.write(f"Sign in with the password {PASSWORD}:")
            for one in SIGN_INS:
                self.stdout.write(f"  {one.key}: {one.email} ({one.name})")

    def show(self, done, total, title):
        self.stdout.write(f"{done}/{total} {title}")
