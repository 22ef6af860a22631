"""Load the question sets; safe to run again and again."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from inquiry.protocols import loading

DEFAULT = Path(loading.__file__).parent / "fixtures" / "protocols.json"


class Command(BaseCommand):
    help = "Load and publish question sets; a published version never changes."

    def add_arguments(self, parser):
        parser.add_argument("--file", type=Path, default=DEFAULT)

    def handle(self, *, file, verbosity, **options):
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            report = loading.load(data)
        except loading.ProtocolFileError as error:
            raise CommandError(str(error)) from error
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise CommandError(
                f"{file} could not be loaded. {type(error).__name__}: {error}"
            ) from error
        if not verbosity:
            return
        for name in ("added", "unchanged", "retired"):
            slugs = getattr(report, name)
            text = f"{len(slugs)} {name}"
            self.stdout.write(f"{text} ({', '.join(slugs)})" if slugs else text)
