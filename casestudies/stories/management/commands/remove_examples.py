"""Remove the example stories before the site is opened to the public."""

from django.core.management.base import BaseCommand, CommandError

from casestudies.stories import removing


class Command(BaseCommand):
    help = "Removes all example stories, with their organisations and people."

    def add_arguments(self, parser):
        parser.add_argument(
            "--yes", action="store_true", help="do not ask before removing"
        )

    def handle(self, *args, yes, **options):
        held = removing.held()
        if not yes:
            self.stdout.write(
                f"This removes {held['stories']} example stories "
                f"({held['inquiries']} inquiries). Real stories stay."
            )
            if self._answer() != "yes":
                raise CommandError("Nothing was removed.")
        for kind, count in removing.remove_examples().items():
            self.stdout.write(f"{count} example {kind} removed.")

    def _answer(self):
        try:
            return input("Type yes to go on: ").strip().lower()
        except EOFError:
            return ""
