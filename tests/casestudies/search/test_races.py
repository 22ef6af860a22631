"""Publications at the same moment, on two connections."""

import threading

import pytest
from django.db import connection, transaction

from casestudies.search.models import Change
from tests.casestudies.search.documents import ids, put

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def in_a_thread(act):
    """Start ``act`` on a connection of its own."""

    def run():
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_late_commit_is_not_lost():
    put(1)
    written, seen = threading.Event(), threading.Event()

    def publish_slowly():
        with transaction.atomic():
            put(2, "theme:red")
            written.set()
            seen.wait(10)

    slow = in_a_thread(publish_slowly)
    written.wait(10)
    before = ids()
    seen.set()
    slow.join(10)

    assert before == [1]
    assert ids() == [2, 1]


def test_stories_published_at_once_get_places_and_numbers_of_their_own():
    threads = [
        in_a_thread(lambda study=study: put(study, f"theme:t{study}"))
        for study in range(1, 9)
    ]
    for thread in threads:
        thread.join(20)

    assert sorted(ids()) == list(range(1, 9))
    assert list(Change.objects.values_list("generation", flat=True)) == list(
        range(1, 9)
    )


def test_readers_and_a_writer_do_not_disturb_each_other():
    problems = []
    done = threading.Event()

    def read():
        while not done.is_set():
            found = ids(terms={"theme": ("red",)}, per_page=100)
            if found != list(range(len(found), 0, -1)):
                problems.append(found)

    readers = [in_a_thread(read) for _ in range(3)]
    for study in range(1, 31):
        put(study, "theme:red")
    done.set()
    for reader in readers:
        reader.join(20)

    assert problems == []
    assert len(ids(per_page=100)) == 30
