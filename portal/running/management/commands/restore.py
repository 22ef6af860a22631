"""Put a backup back."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.running import restoring
from portal.running.backups import BackupError


class Command(BaseCommand):
    help = (
        "Puts a backup back into an empty place, and takes down again what was "
        "withdrawn after it. Stop the worker first. The site is closed meanwhile."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="the folder of one backup")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="put it in the place of what is there",
        )
        parser.add_argument(
            "--yes", action="store_true", help="do not ask before replacing"
        )
        parser.add_argument(
            "--without-journal",
            action="store_true",
            help="the journal is lost; withdrawn stories may come back",
        )
        parser.add_argument(
            "--journal-as-it-is",
            action="store_true",
            help="the journal was mended by hand: all of it counts",
        )

    def handle(self, *args, folder, replace, yes, **options):
        how = {one: options[one] for one in ("without_journal", "journal_as_it_is")}
        how["tell"] = self.stdout.write
        try:
            backup = restoring.check(folder.resolve(), **how)
            self.ask(replace=replace, yes=yes)
            done = restoring.restore(backup, **how)
        except BackupError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{done.withdrawn} withdrawn stories taken down again.")
        for key in done.put_back:
            self.stdout.write(f"Put back after the backup, please look: {key}")
        self.stdout.write(self.style.SUCCESS("The backup is back."))

    def ask(self, *, replace, yes):
        if restoring.is_empty():
            return
        if not replace:
            raise CommandError(
                "Nothing was changed: there is something here already. To put the "
                "backup in its place, say --replace."
            )
        if not yes and self._answer() != "replace":
            raise CommandError("Nothing was changed.")

    def _answer(self):
        self.stdout.write("All that the site holds now will be gone.")
        try:
            return input("Type replace to go on: ").strip().lower()
        except EOFError:
            return ""
