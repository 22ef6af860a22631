"""What the index promises to those who publish."""

import contextlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils.module_loading import import_string
from django_q.models import OrmQ

from casestudies.search import Selection, bitmaps, index, jobs
from casestudies.search.backends import sqlite
from casestudies.search.finding import find
from casestudies.search.models import Change, Entry
from tests.casestudies.search.documents import BEGINNING, document, ids, put

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_the_newest_story_comes_first(db):
    put(5)
    put(3)

    assert ids() == [3, 5]


def test_a_changed_story_keeps_its_place_and_changes_its_terms(db):
    put(1, "theme:red", "nation:wales")
    put(2)
    put(1, "theme:blue", "nation:wales")

    found = find(Selection())

    assert found.ids == [2, 1]
    assert found.counts["theme"] == {"blue": 1}
    assert found.counts["nation"] == {"wales": 1}


def test_a_story_that_is_taken_out_is_neither_shown_nor_counted(db):
    put(1, "theme:red", body="milk")
    put(2, "theme:red", body="milk")
    assert ids("milk") == [2, 1]

    index.remove(2)

    found = find(Selection(words="milk"))
    assert (found.ids, found.total) == ([1], 1)
    assert found.counts["theme"] == {"red": 1}
    assert not Entry.objects.get(study=2).terms


def test_a_story_that_comes_back_has_its_old_place(db):
    put(1)
    put(2)
    index.remove(1)
    put(1)

    assert ids() == [2, 1]


def test_taking_out_what_is_not_there_changes_nothing(db):
    put(1)
    index.remove(1)
    changes = Change.objects.count()

    index.remove(1)
    index.remove(99)

    assert Change.objects.count() == changes


def test_what_is_rolled_back_is_forgotten(db):
    put(1, body="milk")
    with transaction.atomic():
        put(2, "theme:red", body="milk")
        assert ids("milk") == [2, 1]
        transaction.set_rollback(True)

    assert ids("milk") == [1]


def test_another_change_with_the_number_of_a_lost_one_is_seen(db):
    put(1)
    with transaction.atomic():
        put(2, "theme:red")
        assert ids() == [2, 1]
        transaction.set_rollback(True)
    put(3, "theme:blue")

    found = find(Selection())

    assert found.ids == [3, 1]
    assert found.counts["theme"] == {"blue": 1}


def test_a_request_reads_only_what_is_new(db, django_assert_num_queries):
    put(1)
    ids()

    with django_assert_num_queries(1):
        ids()
    put(2)
    with django_assert_num_queries(3):
        assert ids() == [2, 1]


def test_many_changes_are_caught_up_with(db, monkeypatch):
    monkeypatch.setattr(bitmaps, "MAX_CHANGES", 3)
    put(1)
    ids()
    for study in range(2, 8):
        put(study, "theme:red")

    found = find(Selection())

    assert found.ids == [7, 6, 5, 4, 3, 2, 1]
    assert found.counts["theme"] == {"red": 6}


def test_old_changes_are_pruned_and_not_missed(db, monkeypatch):
    monkeypatch.setattr(index, "KEPT_CHANGES", 2)
    put(1)
    ids()
    for study in range(2, 8):
        put(study)

    assert Change.objects.count() == 2
    assert ids() == [7, 6, 5, 4, 3, 2, 1]


def test_bitmaps_in_use_do_not_change_under_a_reader(db):
    put(1, "theme:red")
    held = bitmaps.current()

    put(2, "theme:red")
    bitmaps.current()

    assert list(held.published) == list(held.terms["theme", "red"]) == [1]


def test_a_rebuilt_index_stands_in_publishing_order(db):
    put(5)
    put(3)
    done = []

    count = index.rebuild((document(n) for n in range(1, 1202)), done.append)

    assert count == 1201
    assert done == [500, 1000, 1201]
    assert ids(per_page=3) == [1201, 1200, 1199]
    assert Entry.objects.get(study=3).published_at == BEGINNING + timedelta(hours=3)


def test_a_story_that_is_down_keeps_its_place_when_the_index_is_made_anew(db):
    for study in range(1, 7):
        put(study, body="milk")
    for study in (1, 3, 4, 6):
        index.remove(study)

    count = index.rebuild([document(2, body="milk"), document(5, body="milk")])

    assert (count, ids(), ids("milk")) == (2, [5, 2], [5, 2])
    for study in (6, 3, 1, 4):
        put(study)
    put(7)
    assert ids() == [7, 6, 5, 4, 3, 2, 1]


def test_a_story_that_the_index_wrongly_took_for_down_is_up_once_it_is_made_anew(db):
    put(1)
    put(2)
    index.remove(1)

    index.rebuild([document(1), document(2)])

    assert ids() == [2, 1]


def test_documents_out_of_order_are_refused(db):
    with pytest.raises(ValueError, match="order"):
        index.rebuild([document(2), document(1)])


PRIVATE = "An unmistakablyprivate word"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's own file")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [lambda: index.remove(1), lambda: put(1, body="Tea")])
def test_words_of_before_are_gone_from_the_file_when_the_worker_has_been_there(act):
    put(1, body=PRIVATE)
    for study in range(2, 40):
        put(study, body="Milk and words. " * 20)
    assert b"unmistak" in the_file()

    act()
    [job] = OrmQ.objects.all()
    import_string(job.func())()

    assert b"unmistak" not in the_file()
    assert find(Selection(words="milk")).total == 38


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite's index alone")
def test_the_worker_is_asked_only_where_words_are_left_and_a_change_holds(db):
    put(1, body=PRIVATE)
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        index.remove(1)
        raise ZeroDivisionError

    assert not OrmQ.objects.exists()


def test_a_word_that_is_written_while_the_worker_is_there_is_found(db, monkeypatch):
    monkeypatch.setattr(sqlite, "PAGES_AT_ONCE", 1)
    for study in range(1, 60):
        put(study, body=f"Milk {study} and words. " * 50)
    index.remove(1)

    jobs.forget_removed()
    put(60, body="Tea")
    jobs.forget_removed()

    assert ids("tea") == [60]
    assert find(Selection(words="milk")).total == 58


def the_file():
    """All that is written, the log of changes too."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(connection.settings_dict["NAME"]).read_bytes()
