"""Load the history of qualifications; safe to run again and again."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.learning import loading

DEFAULT = Path(loading.__file__).parent / "fixtures" / "qualifications.json"


class Command(BaseCommand):
    help = "Load the qualifications for people who manage volunteers."

    def add_arguments(self, parser):
        parser.add_argument("--file", type=Path, default=DEFAULT)

    def handle(self, *, file, verbosity, **options):
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            changes = loading.load(data)
        except (OSError, ValueError, loading.LearningFileError) as error:
            raise CommandError(f"{file} could not be loaded. {error}") from error
        if not verbosity:
            return
        line = f"milestones: {len(changes.added)} added, {len(changes.changed)} changed"
        if changes.kept:
            kept = ", ".join(changes.kept)
            line += f"; {len(changes.kept)} kept as people want them ({kept})"
        self.stdout.write(line)
