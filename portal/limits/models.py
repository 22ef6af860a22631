"""What has been counted, and until when it counts."""

from django.db import models


class Tally(models.Model):
    """How often one thing was done by one place, address or person.

    The name is a keyed digest: no address of anybody can be read here.
    """

    name = models.CharField(primary_key=True, max_length=64)
    count = models.PositiveIntegerField()
    # Seconds since 1970, so that the one statement that counts is the same everywhere.
    ends_at = models.BigIntegerField(db_index=True)

    def __str__(self):
        return self.name
