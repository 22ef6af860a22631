"""Run the worker; django-q's own command, with a family that ends as a whole."""

import sys

from django.core.management.base import BaseCommand

from portal.running.family import Family


class Command(BaseCommand):
    help = "Does the jobs of the site until SIGTERM, and then finishes its last one."

    def handle(self, *args, **options):
        sys.exit(Family().live())
