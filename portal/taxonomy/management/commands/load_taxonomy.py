"""Load the shared lists of terms; safe to run again and again."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.taxonomy import loading

DEFAULT = Path(loading.__file__).parent / "fixtures" / "taxonomy.json"
REBUILD = (
    "Run manage.py rebuild_search, "
    "so that stories are found under the right boards and by the new names."
)


class Command(BaseCommand):
    help = "Load care settings, themes, places and the other shared lists."

    def add_arguments(self, parser):
        parser.add_argument("--file", type=Path, default=DEFAULT)

    def handle(self, *, file, verbosity, **options):
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            report = loading.load(data)
        except (OSError, ValueError, loading.TaxonomyFileError) as error:
            raise CommandError(f"{file} could not be loaded. {error}") from error
        if not verbosity:
            return
        for name, changes in report.items():
            self.stdout.write(self._line(name, changes))
        boards = report["integrated_care_boards"]
        if boards.changed or any(changes.renamed for changes in report.values()):
            self.stdout.write(REBUILD)

    def _line(self, name, changes):
        line = (
            f"{name.replace('_', ' ')}: {len(changes.added)} added, "
            f"{len(changes.changed)} changed, {len(changes.retired)} retired"
        )
        if slugs := sorted(changes.changed + changes.retired):
            line += f" ({', '.join(slugs)})"
        if changes.kept:
            kept = ", ".join(sorted(changes.kept))
            line += f"; {len(changes.kept)} kept as people want them ({kept})"
        return line
