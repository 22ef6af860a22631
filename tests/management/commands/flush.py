"""What Django calls after each test that commits."""

from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS

from tests import databases


class Command(BaseCommand):
    help = "Put the test database back to what it was before the test."
    stealth_options = (
        "allow_cascade",
        "inhibit_post_migrate",
        "interactive",
        "reset_sequences",
    )

    def add_arguments(self, parser):
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS)

    def handle(self, *args, database, **options):
        databases.put_back(database)
