"""Changing the pages, and writing to those who run the portal."""

from django.db import IntegrityError, transaction

from portal.accounts.models import User
from portal.accounts.rules import ADMINISTRATOR, LEAD_MODERATOR, MODERATOR
from portal.editions.models import Edition
from portal.limits import counting
from portal.pages.models import Page
from portal.post import outbox
from portal.record.models import Event
from portal.seen import is_kept

WORDS = ("title", "lead", "body")
LETTERS_AT_MOST = 20


class StalePageError(Exception):
    """Somebody else has changed the page since it was looked at."""


class NobodyToWriteToError(Exception):
    """There is nobody whom a message would reach."""


def change(page, *, by, seen):
    """Put these words on a page and keep those before.

    ``seen`` is the number of versions that the person knew of, 0 for the words that
    came with the site; where there are others by now it raises StalePageError, unless
    these words are kept already.
    """
    try:
        with transaction.atomic():
            before = Page.objects.select_for_update().filter(key=page.key).first()
            if before is None:
                before = Page.as_shipped(page.key)
            if versions(before) != seen:
                if is_kept(page, before):
                    return before
                raise StalePageError
            if before.pk is None:
                before.save()  # so that the words of the site can come back
            for name in WORDS:
                setattr(before, name, getattr(page, name))
            before.save()
            Event.write(by=by, verb="change", of=before)
            Edition.renew()
    except IntegrityError as error:
        raise StalePageError from error
    return before


def versions(page):
    """How many versions were kept; none while the words are those of the site."""
    return page.history.count() if page.pk else 0


@transaction.atomic
def write_to_us(*, name, email, message, stamp):
    """Queue a message for the moderators, or for the administrators without any.

    A form that is sent twice, with the same ``stamp``, is one message. Raises
    NobodyToWriteToError where it would reach nobody.
    """
    form = counting.name("contact", stamp, email, message)
    count, _ends = counting.once_more(form, seconds=outbox.DAY)
    if count > 1:
        return
    context = {"person": name, "address": email, "message": message}
    letters = outbox.queue_to_each(
        "pages_contact", _readers(), context=context, reply_to=email
    )
    if not any(letters):
        raise NobodyToWriteToError


def _readers():
    people = User.objects.filter(is_active=True).distinct().order_by("pk")
    moderators = people.filter(groups__name__in=[MODERATOR, LEAD_MODERATOR])
    return moderators[:LETTERS_AT_MOST] or people.filter(groups__name=ADMINISTRATOR)
