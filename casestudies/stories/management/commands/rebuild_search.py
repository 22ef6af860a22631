"""Write the search index anew from what is published."""

from django.core.management.base import BaseCommand
from django.db import transaction

from casestudies.stories import indexing
from casestudies.stories.models import Revision


class Command(BaseCommand):
    help = "Writes the search index anew from the published stories."

    def handle(self, *args, **options):
        total = Revision.objects.published().count()

        def progress(done):
            if options["verbosity"]:
                self.stdout.write(f"{done} of {total} stories")

        with transaction.atomic():
            count = indexing.rebuild(progress)
        if options["verbosity"]:
            self.stdout.write(self.style.SUCCESS(f"{count} stories are in the search."))
