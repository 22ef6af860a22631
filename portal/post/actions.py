"""What an administrator may do with a message."""

from django.db import transaction
from django.utils import timezone

from portal.post import outbox
from portal.post.models import Message
from portal.record.models import Event


@transaction.atomic
def try_again(message, *, by):
    """Put a given-up message back at the start of its day; False if it is not one."""
    now = timezone.now()
    changed = (
        Message.objects.given_up()
        .filter(pk=message.pk)
        .update(given_up_at=None, attempts=0, unsure=0, queued_at=now, next_try=now)
    )
    if changed:
        Event.write(
            by=by, verb="try_again", of=message, before="given_up", after="waiting"
        )
        outbox.wake(message)
    return bool(changed)
