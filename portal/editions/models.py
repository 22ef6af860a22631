"""The edition of the public pages: a new one with whatever readers may see."""

import uuid

from django.db import connection, models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """One row, renewed in the transaction of each change to what the public sees.

    Whatever keeps a public page (a process, a browser, a shared cache) keeps it for
    one edition. The stamp tells two editions of the same number apart, of which one
    was rolled back or belongs to a backup that was put back since.
    """

    number = models.PositiveBigIntegerField(default=0)
    stamp = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="editions_has_one_row")
        ]

    def __str__(self) -> str:
        return f"{self.number}-{self.stamp.hex[:12]}"

    @staticmethod
    def renew() -> None:
        """Begin a new edition; call it inside the transaction of the change.

        Its row stays locked until the transaction ends, so call it late.
        """
        row = Edition.objects.filter(pk=1)
        while not row.update(number=F("number") + 1, stamp=uuid.uuid4()):
            Edition.objects.bulk_create([Edition(pk=1)], ignore_conflicts=True)

    @staticmethod
    def current() -> str:
        """The name of this edition, for the key of a cache. One query.

        In plain SQL, as short as can be: it is all that a kept page asks, and to put
        it together by the ORM would take half of that page's time.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT number, stamp FROM editions_edition")
            number, stamp = cursor.fetchone() or (0, uuid.UUID(int=0))
        return f"{number}-{str(stamp).replace('-', '')[:12]}"
