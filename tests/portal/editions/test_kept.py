"""The shelf of kept pages, by itself."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.utils.translation import override

from portal.editions import kept
from portal.editions.models import Edition

MONDAY, TUESDAY = ("1-a", date(2026, 11, 23)), ("1-a", date(2026, 11, 24))
NEXT = ("2-b", date(2026, 11, 23))


def page(words="light"):
    return kept.kept(HttpResponse(words, headers={"ETag": "x"}), None)


def test_a_page_is_there_for_its_edition_and_its_day_alone():
    shelf, light = kept.Shelf(100_000), page()
    shelf.put("/", MONDAY, light)

    assert shelf.get("/", MONDAY) is light
    assert [shelf.get("/", day) for day in (TUESDAY, NEXT)] == [None, None]
    assert shelf.get("/about/", MONDAY) is None


def test_nothing_of_an_edition_gone_by_comes_back():
    shelf = kept.Shelf(100_000)
    shelf.put("/", MONDAY, page())
    shelf.put("/about/", NEXT, page())

    assert shelf.get("/", NEXT) is None
    assert shelf.get("/", MONDAY) is None
    assert "/" not in shelf


def test_the_shelf_holds_so_many_bytes_of_what_was_asked_for_last():
    shelf = kept.Shelf(3 * page().size)
    for address in ("/1", "/2", "/3"):
        shelf.put(address, MONDAY, page())
    shelf.get("/1", MONDAY)

    shelf.put("/4", MONDAY, page())

    assert [one for one in ("/1", "/2", "/3", "/4") if one in shelf] == [
        "/1",
        "/3",
        "/4",
    ]


def test_a_page_that_is_kept_anew_counts_once():
    shelf = kept.Shelf(2 * page().size)
    for _ in range(5):
        shelf.put("/1", MONDAY, page())
    shelf.put("/2", MONDAY, page())

    assert "/1" in shelf
    assert "/2" in shelf


def test_a_page_too_large_for_the_shelf_is_not_kept():
    shelf = kept.Shelf(10)

    shelf.put("/", MONDAY, page())

    assert "/" not in shelf


def test_a_page_is_answered_as_it_was_packed_or_not():
    words = "light " * 1000

    plain, packed = page(words).answer(packed=False), page(words).answer(packed=True)

    assert plain.content.decode() == words
    assert plain["Content-Length"] == "6000"
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert int(packed["Content-Length"]) == len(packed.content) < 200


@pytest.mark.django_db
def test_terms_are_read_once_in_an_edition(settings, django_assert_num_queries):
    settings.KEPT_PAGES_MB = 1
    calls = []
    read = kept.for_edition(lambda: calls.append(1) or len(calls))
    read()

    with django_assert_num_queries(1):
        again = read()
    Edition.renew()

    assert (again, read()) == (1, 2)
    with override("cy"):
        assert read() == 3


@pytest.mark.django_db
def test_terms_are_read_anew_on_a_new_day(settings):
    settings.KEPT_PAGES_MB = 1
    settings.TIME_ZONE = "Pacific/Pago_Pago"
    number = iter(range(9))
    read = kept.for_edition(lambda: next(number))
    assert [read(), read()] == [0, 0]

    settings.TIME_ZONE = "Pacific/Kiritimati"  # 25 hours before, so always a new day

    assert read() == 1


@pytest.mark.django_db
def test_a_page_asks_for_the_edition_once(settings, rf, django_assert_num_queries):
    settings.KEPT_PAGES_MB = 1
    read = [kept.for_edition(lambda name=name: name) for name in "abc"]
    view = kept.public_page()(lambda _request: [one() for one in read])

    with django_assert_num_queries(1):
        assert view(rf.get("/")) == ["a", "b", "c"]
    Edition.renew()
    with django_assert_num_queries(1):
        view(rf.get("/"))
    with django_assert_num_queries(2):
        assert [read[0](), read[1]()] == ["a", "b"]


@pytest.mark.django_db
def test_a_page_that_broke_leaves_no_edition_behind(settings, rf):
    settings.KEPT_PAGES_MB = 1
    number = iter(range(9))
    read = kept.for_edition(lambda: next(number))

    def broken(_request):
        read()
        raise LookupError

    with pytest.raises(LookupError):
        kept.public_page()(broken)(rf.get("/"))
    Edition.renew()

    assert read() == 1
