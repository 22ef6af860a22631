"""Write the timetable of the worker."""

from django.core.management.base import BaseCommand
from django_q.models import Schedule

JOBS = {
    "deliver waiting mail": {
        "func": "portal.post.jobs.deliver_due",
        "schedule_type": Schedule.MINUTES,
        "minutes": 1,
    },
    "publish planned stories": {
        "func": "casestudies.stories.actions.publish_due",
        "schedule_type": Schedule.MINUTES,
        "minutes": 1,
    },
    "clear counts whose time is over": {
        "func": "portal.limits.jobs.clear_ended",
        "schedule_type": Schedule.DAILY,
    },
    "delete accounts that nobody has confirmed": {
        "func": "portal.accounts.jobs.delete_unconfirmed",
        "schedule_type": Schedule.DAILY,
    },
    "clear ended sessions": {
        "func": "django.core.management.call_command",
        "args": "'clearsessions'",
        "schedule_type": Schedule.DAILY,
    },
}


class Command(BaseCommand):
    help = "Write the timetable of the worker; running it again changes nothing."

    def handle(self, *args, **options):
        for name, job in JOBS.items():
            _, added = Schedule.objects.update_or_create(
                name=name, defaults={**job, "repeats": -1}
            )
            self.stdout.write(f"{name}: {'added' if added else 'in place'}")
