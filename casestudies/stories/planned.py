"""Stories with a date: what whoever runs the site is told when one is overdue."""

from datetime import datetime

from casestudies.stories.models import Revision
from casestudies.stories.workflow import State
from portal.running import health


def overdue(latest: datetime) -> int:
    """How many should have been published before a moment; the timetable does it."""
    planned = Revision.objects.filter(state=State.SCHEDULED)
    return planned.filter(scheduled_for__lt=latest).count()


health.PLANNED["planned stories"] = overdue
