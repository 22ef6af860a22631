"""Back the site up while it runs."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.running import backups


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

    def handle(self, *args, to, keep, **options):
        if keep < 1:
            raise CommandError("Keep at least one backup.")
        try:
            made = backups.make(
                to or backups.folder(), keep=keep, tell=self.stdout.write
            )
        except backups.BackupError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(self.style.SUCCESS(f"The backup is in {made.folder}"))
