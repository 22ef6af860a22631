"""Back the site up while it runs."""

import signal
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.running import backups, journal


class Command(BaseCommand):
    help = (
        "Copies the database and the media into a folder with checksums, while the "
        "site runs. Keep SECRET_KEY and the journal of withdrawals elsewhere too."
    )

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, help="the folder for all backups")
        parser.add_argument(
            "--keep", type=int, default=settings.BACKUP_KEEP, help="how many to keep"
        )

        parser.add_argument(
            "--journal-as-it-is",
            action="store_true",
            help="the journal was mended by hand, or is lost for good and begun anew",
        )

    def handle(self, *args, to, keep, journal_as_it_is, **options):
        if keep < 1:
            raise CommandError("Keep at least one backup.")
        before = signal.signal(signal.SIGTERM, _end)
        try:
            made = backups.make(
                to or backups.folder(),
                keep=keep,
                tell=self.stdout.write,
                journal_as_it_is=journal_as_it_is,
            )
        except backups.BackupError as problem:
            raise CommandError(str(problem)) from problem
        finally:
            signal.signal(signal.SIGTERM, before)
        if backups.has_lost_journal(made):
            raise CommandError(f"The backup is in {made.folder}. But {journal.lost()}")
        self.stdout.write(self.style.SUCCESS(f"The backup is in {made.folder}"))


def _end(number, frame):
    """What is unfinished goes, as after Ctrl-C."""
    sys.exit(128 + number)
