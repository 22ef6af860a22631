"""Counting in one statement, so that processes that try at once lose no count."""

import time

from django.db import connection
from django.db.models import F
from django.utils.crypto import salted_hmac

from portal.limits.models import Tally

COUNT = """
INSERT INTO limits_tally (name, count, ends_at) VALUES (%s, 1, %s)
ON CONFLICT (name) DO UPDATE SET
  count = CASE WHEN limits_tally.ends_at > %s THEN limits_tally.count + 1 ELSE 1 END,
  ends_at = CASE WHEN limits_tally.ends_at > %s AND limits_tally.count >= %s
    THEN limits_tally.ends_at ELSE excluded.ends_at END
RETURNING count, ends_at
"""


def name(*parts):
    """The name of a tally: the same parts have the same name, and none can be read."""
    text = "\n".join(str(part) for part in parts)
    return salted_hmac("portal.limits", text, algorithm="sha256").hexdigest()


def once_more(tally, *, seconds, from_the=1):
    """Count; return how often so far, and how many seconds until it begins anew.

    The time runs from the first count, and none later makes it longer. With
    ``from_the=3`` it runs from the third, if there is one in the time of those before:
    there are never more than three in so many seconds, wherever these begin.
    """
    now = int(time.time())
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [tally, now + seconds, now, now, from_the])
        # All rows, or SQLite would not have ended the statement.
        [(count, ends_at)] = cursor.fetchall()
    return count, ends_at - now


def give_back(tallies):
    """Take one count off each: what was tried was no failure."""
    Tally.objects.filter(name__in=tallies, count__gt=0).update(count=F("count") - 1)


def clear_ended():
    """Delete what no longer counts; return how many."""
    return Tally.objects.filter(ends_at__lte=int(time.time())).delete()[0]
