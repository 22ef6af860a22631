"""Keeping the words that mean the same: each verb one transaction and one event."""

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from casestudies.search import index
from casestudies.search.models import Synonyms
from portal.record.models import Event
from portal.seen import is_kept

if TYPE_CHECKING:
    from portal.accounts.models import User


class StaleWordsError(Exception):
    """Somebody else has changed or removed these words since they were looked at."""


def add(synonyms: Synonyms, *, by: "User") -> None:
    """The next search of everybody finds by them. Words that are sent twice, with the
    same key, are added once."""
    try:
        with transaction.atomic():
            synonyms.save()
            Event.write(by=by, verb="add", of=synonyms)
            index.touch()
    except IntegrityError:
        if not Synonyms.objects.filter(key=synonyms.key).exists():
            raise


@transaction.atomic
def change(synonyms: Synonyms, *, by: "User", seen: int) -> None:
    """``seen`` is the number of versions that the person knew of; where there are
    more, or none, it raises StaleWordsError and changes nothing, unless they are kept
    so already."""
    kept = _locked(synonyms)
    if versions(synonyms) != seen:
        if is_kept(synonyms, kept):
            return
        raise StaleWordsError
    synonyms.save()
    Event.write(by=by, verb="change", of=synonyms)
    index.touch()


@transaction.atomic
def remove(synonyms: Synonyms, *, by: "User", seen: int) -> None:
    """As ``change``; the history keeps what they were."""
    _locked(synonyms)
    if versions(synonyms) != seen:
        raise StaleWordsError
    Event.write(by=by, verb="remove", of=synonyms)
    synonyms.delete()
    index.touch()


def versions(synonyms: Synonyms) -> int:
    return synonyms.history.count()


def _locked(synonyms: Synonyms) -> Synonyms:
    kept = Synonyms.objects.select_for_update().filter(pk=synonyms.pk).first()
    if kept is None:
        raise StaleWordsError
    return kept
