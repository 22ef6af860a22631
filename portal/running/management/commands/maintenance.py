"""Make the site read-only for a while."""

from django.core.management.base import BaseCommand, CommandError

from portal.running import maintenance
from portal.running.maintenance import Mode


class Command(BaseCommand):
    help = (
        "on: the site can be read, and nothing can be sent; the jobs of the worker "
        "wait. off: all as usual. It holds for this machine from the next request."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("state", choices=["on", "off"])
        parser.add_argument(
            "--anyway", action="store_true", help="open it after an unfinished restore"
        )

    def handle(self, *args, state, anyway, **options):
        if maintenance.mode() == Mode.CLOSED and not anyway:
            raise CommandError(
                "A restore has not come to its end, so withdrawn stories could be up. "
                "Run it again; or open the site by: maintenance off --anyway"
            )
        target = Mode.READ_ONLY if state == "on" else Mode.OPEN
        try:
            maintenance.change(target)
        except OSError as problem:
            why = maintenance.cannot_be_written(problem)
            raise CommandError(f"The site stays as it was: {why}") from problem
        self.stdout.write(f"The site is {target.value}.")
