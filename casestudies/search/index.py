"""Writing the index, always inside the caller's transaction."""

import itertools
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F, Max
from django_q.tasks import async_task

from casestudies.search import vocabulary
from casestudies.search.backends import backend
from casestudies.search.models import Change, Entry, Generation
from casestudies.search.shapes import Document
from portal.editions.models import Edition

KEPT_CHANGES = 1000
BATCH = 500
# A second of work at 100,000 stories, which nobody who takes one down should wait for.
FORGET_REMOVED = "casestudies.search.jobs.forget_removed"
NO_STUDY = 0  # no case study has this key


def wait() -> None:
    """Until nobody else writes the index: who reads a document only then, within the
    transaction that puts it in, misses nothing that another has changed."""
    Generation.objects.select_for_update().filter(pk=1).first()


@transaction.atomic
def put(*documents: Document) -> None:
    """Show stories, or show them with other words and terms.

    A story that is known keeps its position, also when it comes back after it was
    taken down; a new one gets the next. Readers see it once the caller's transaction
    is committed. Waits for other publications that are under way.
    """
    replaced = [_put(document) for document in documents]
    if any(replaced):
        async_task(FORGET_REMOVED)


def _put(document: Document) -> bool:
    """Whether words of before lie about in the index."""
    _raise_generation(document.study)
    entry = Entry.objects.filter(study=document.study).first()
    position = entry.position if entry else _last_position() + 1
    Entry.objects.update_or_create(
        study=document.study,
        defaults={
            "position": position,
            "published_at": document.published_at,
            "is_shown": True,
            "terms": _stored(document),
        },
    )
    vocabulary.put(document)
    return backend(connection).put(connection, {position: document})


@transaction.atomic
def remove(study: int) -> None:
    """Take a story out, with its words and terms; one that is not there is no error."""
    entry = Entry.objects.filter(study=study, is_shown=True).first()
    if entry is None:
        return
    _raise_generation(study)
    Entry.objects.filter(pk=entry.pk).update(is_shown=False, terms=[])
    if backend(connection).remove(connection, entry.position):
        async_task(FORGET_REMOVED)
    vocabulary.remove(study)


@transaction.atomic
def rebuild(
    documents: Iterable[Document], progress: Callable[[int], object] | None = None
) -> int:
    """Write the whole index anew in one transaction and return how many it holds.

    ``documents`` come in the order of their first publication and may be a generator:
    it is read after publishing has been locked, in batches of 500, and after each of
    them ``progress`` is told how many are done. Stories that are down keep their place
    among them. Readers keep the old index until the caller's transaction is committed.
    """
    _raise_generation(None)
    text = backend(connection)
    down = _down()
    Entry.objects.all().delete()
    text.clear(connection)
    words = vocabulary.Rebuilding()
    count = 0
    stream = _placed(documents, down)
    while batch := dict(itertools.islice(stream, BATCH)):
        Entry.objects.bulk_create(
            Entry(
                study=document.study,
                position=at,
                published_at=document.published_at,
                terms=_stored(document),
            )
            for at, document in batch.items()
        )
        text.fill(connection, batch)
        words.add(batch.values())
        count += len(batch)
        if progress:
            progress(count)
    text.finish(connection)
    words.finish()
    # One that came among the documents is up after all.
    Entry.objects.bulk_create(down, batch_size=BATCH, ignore_conflicts=True)
    return count


def _down() -> list[Entry]:
    """New entries for the stories that are down, in publishing order."""
    rows = Entry.objects.filter(is_shown=False).order_by("published_at", "study")
    return [
        Entry(study=study, published_at=published_at, is_shown=False)
        for study, published_at in rows.values_list("study", "published_at")
    ]


def _placed(
    documents: Iterable[Document], down: Iterable[Entry]
) -> Iterator[tuple[int, Document]]:
    """The documents by position; the entries get theirs on the way."""
    position, before = 0, None
    waiting = deque(down)
    for document in documents:
        if before and document.published_at < before:
            raise ValueError("The documents are not in publishing order.")
        before = document.published_at
        while waiting and _order(waiting[0]) < _order(document):
            position += 1
            waiting.popleft().position = position
        position += 1
        yield position, document
    for entry in waiting:
        position += 1
        entry.position = position


def _order(one: Entry | Document) -> tuple[datetime, int]:
    return one.published_at, one.study


@transaction.atomic
def touch() -> None:
    """Tell every process that something other than a story changed."""
    _raise_generation(NO_STUDY)


def _stored(document: Document) -> list[str]:
    return sorted(f"{facet}:{slug}" for facet, slug in document.terms)


def _last_position() -> int:
    return Entry.objects.aggregate(last=Max("position"))["last"] or 0


def _raise_generation(study: int | None) -> None:
    """Count one change. The row stays locked until the transaction ends."""
    stamp = uuid.uuid4()
    row = Generation.objects.filter(pk=1)
    while not row.update(number=F("number") + 1, stamp=stamp):
        Generation.objects.bulk_create([Generation(pk=1)], ignore_conflicts=True)
    number = row.values_list("number", flat=True).get()
    Change.objects.create(generation=number, stamp=stamp, study=study)
    Change.objects.filter(generation__lte=number - KEPT_CHANGES).delete()
    Edition.renew()
