"""Counts, order and pages against a plain account of the same."""

import random

import pytest
from django.db import connection

from casestudies.search import Selection, bitmaps, finding, index
from casestudies.search.finding import find
from casestudies.search.shapes import FACETS
from tests.casestudies.search.documents import document, ids, put

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

SLUGS = ["red", "green", "blue", "never"]
WORDS = ["milk", "bread", "choir"]


def some_documents(chance, number):
    for study in range(1, number + 1):
        terms = [
            f"{facet}:{slug}"
            for facet in FACETS
            for slug in chance.sample(SLUGS[:3], chance.randint(0, 2))
        ]
        body = " ".join(chance.sample(WORDS, chance.randint(0, 3)))
        yield document(study, *terms, body=body)


def some_selection(chance):
    facets = chance.sample(FACETS, chance.randint(0, 3))
    return Selection(
        words=chance.choice(["", *WORDS]),
        terms={f: tuple(chance.sample(SLUGS, chance.randint(0, 3))) for f in facets},
        page=chance.randint(1, 3),
        per_page=chance.choice([3, 20]),
    )


def expected(documents, selection):
    """The same in plain Python: (ids of the page, total, counts)."""
    with_words = [d for d in documents if selection.words in d.body]

    def fits(each, leaving_out=None):
        return all(
            facet == leaving_out or any((facet, slug) in each.terms for slug in slugs)
            for facet, slugs in selection.terms.items()
            if slugs
        )

    hits = [d.study for d in with_words if fits(d)][::-1]
    counts = {facet: {} for facet in FACETS}
    for each in with_words:
        for facet, slug in each.terms:
            if fits(each, leaving_out=facet):
                counts[facet][slug] = counts[facet].get(slug, 0) + 1
    size = selection.per_page
    page = min(selection.page, max(1, -(-len(hits) // size)))
    return hits[(page - 1) * size : page * size], len(hits), counts


@pytest.mark.parametrize("seed", range(12))
def test_ids_total_and_counts_are_exact(seed):
    chance = random.Random(seed)  # noqa: S311 (no secret)
    documents = list(some_documents(chance, 40))
    for each in documents:
        index.put(each)
    for study in chance.sample(range(1, 41), 8):
        index.remove(study)
        documents = [each for each in documents if each.study != study]

    for _ in range(25):
        selection = some_selection(chance)
        found = find(selection)

        assert (found.ids, found.total, found.counts) == expected(documents, selection)


def test_an_unknown_term_finds_nothing_and_an_unnamed_facet_all(db):
    put(1, "theme:red")

    assert ids(terms={"theme": ("unheard-of",)}) == []
    assert ids(terms={"theme": ()}) == [1]


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (1, 1), (3, 3), (99, 3)])
def test_a_page_out_of_range_is_the_nearest_one(db, asked, given):
    for study in range(1, 6):
        put(study)

    found = find(Selection(page=asked, per_page=2))

    assert (found.page, found.pages) == (given, 3)


def test_an_empty_index_has_one_empty_page(db):
    found = find(Selection(words="milk", sort="relevance"))

    assert (found.ids, found.total, found.page, found.pages) == ([], 0, 1, 1)


def test_relevance_ranks_a_bounded_pool_and_shows_every_match_once(db, monkeypatch):
    monkeypatch.setattr(finding, "POOL", 5)
    for study in range(1, 15):
        put(study, body="milk")
    put(15, headline="milk")
    put(16, summary="milk")
    put(17, body="milk")

    all_ids = [
        study
        for number in range(1, 10)
        for study in ids("milk", sort="relevance", per_page=2, page=number)
    ]

    assert all_ids[:2] == [15, 16]
    assert all_ids[2:5] == [17, 14, 13]
    assert sorted(all_ids) == list(range(1, 18))


def test_the_next_page_of_a_search_does_not_look_for_its_words_again(
    db, django_assert_num_queries
):
    for study in range(1, 6):
        put(study, body="milk")
    find(Selection(words="milk", per_page=2))

    # The generation, and the texts of the page; PostgreSQL marks them apart.
    number = 3 if connection.vendor == "postgresql" else 2
    with django_assert_num_queries(number):
        found = find(Selection(words="milk", per_page=2, page=2))

    assert found.ids == [3, 2]


def test_what_was_looked_for_is_looked_for_again_after_a_change(db):
    put(1, body="milk")
    assert ids("milk") == [1]

    put(2, body="milk")
    assert ids("milk") == [2, 1]
    put(1, body="bread")
    assert ids("milk") == [2]
    index.remove(2)
    assert ids("milk") == []


def test_a_process_holds_the_matches_of_so_many_searches(db, monkeypatch):
    monkeypatch.setattr(bitmaps, "MOST_FOUND", 3)
    put(1, body="milk bread")

    for words in ("milk", "bread", "choir", "milk bread", "milk or choir", "milk"):
        find(Selection(words=words))
        assert len(bitmaps.current().found) <= 3


def test_counts_of_one_facet_and_the_total(db):
    put(1, "theme:red", "theme:green")
    put(2, "theme:red")

    assert finding.count("theme") == {"red": 2, "green": 1}
    assert finding.count("care_setting") == {}
    assert finding.total() == 2


def recounted_within(documents, facet, term):
    """The counts, and the stories from oldest to newest, of those that have the term."""
    counts, stories = {}, {}
    for each in sorted(documents, key=lambda each: each.published_at):
        for slug in {s for f, s in each.terms if f == facet and term in each.terms}:
            counts[slug] = counts.get(slug, 0) + 1
            stories.setdefault(slug, []).append(each.study)
    return counts, stories


@pytest.mark.parametrize("seed", range(6))
def test_what_stands_beside_a_term_equals_a_recount(seed):
    chance = random.Random(seed)  # noqa: S311 (no secret)
    documents = list(some_documents(chance, 40))
    for each in documents:
        index.put(each)
    for study in chance.sample(range(1, 41), 8):
        index.remove(study)
        documents = [each for each in documents if each.study != study]

    for _ in range(15):
        facet, other = chance.choice(FACETS), chance.choice(FACETS)
        term = (other, chance.choice(SLUGS))
        counts, stories = recounted_within(documents, facet, term)

        assert finding.count(facet, within=term) == counts
        assert finding.newest(facet, 3, within=term) == {
            slug: these[::-1][:3] for slug, these in stories.items()
        }


@pytest.mark.parametrize("number", [10, 200])
def test_a_search_costs_the_same_whatever_is_published(
    db, number, django_assert_max_num_queries
):
    index.rebuild(document(n, "theme:red", body="milk") for n in range(1, number + 1))
    find(Selection())

    with django_assert_max_num_queries(10):
        find(Selection(words="milk", terms={"theme": ("red",)}, sort="relevance"))


@pytest.mark.parametrize("sort", ["newest", "relevance"])
@pytest.mark.parametrize(
    ("words", "most"),
    [
        ("hospital", 7),
        ("zebr", 10),  # a word begun
        ("hospitel gardn", 13),  # other words find something
        ("hospitel volenteers wheelchiar zebr", 13),  # and here they do not
    ],
)
def test_no_search_costs_more_queries_than_it_says(
    db, words, most, sort, django_assert_max_num_queries
):
    put(1, body="hospital garden")
    put(2, body="wheelchair volunteers zebras")
    find(Selection(words="milk"))

    with django_assert_max_num_queries(most):
        find(Selection(words=words, sort=sort))
    put(3, body="milk")
    with django_assert_max_num_queries(most + 3):
        find(Selection(words=words, sort=sort))


def test_a_search_that_finds_nothing_looks_for_other_words_in_thirteen_queries(
    db, django_assert_num_queries
):
    put(1, body="hospital garden")
    put(2, body="wheelchair volunteers zebras")
    words = "hospitel volenteers wheelchiar zebr"
    find(Selection(words="milk"))

    with django_assert_num_queries(13):
        find(Selection(words=words))
    put(3, body="milk")
    with django_assert_num_queries(16):
        find(Selection(words=words))


def test_no_suggestion_costs_more_queries_than_it_says(db, django_assert_num_queries):
    put(1, headline="Hospital", body="garden")
    finding.suggest("milk", 4)

    with django_assert_num_queries(4):
        finding.suggest("hospit", 4)
    put(2, headline="Hospice")
    with django_assert_num_queries(7):
        finding.suggest("hosp", 4)


def recounted(documents, first, groups):
    """Stories with a term of both, in plain Python; ``groups`` is of the second."""
    counts = {}
    for each in documents:
        rows = {slug for facet, slug in each.terms if facet == first}
        columns = {name for name, terms in groups.items() if each.terms & terms}
        for pair in ((row, column) for row in rows for column in columns):
            counts[pair] = counts.get(pair, 0) + 1
    return counts


@pytest.mark.parametrize("seed", range(8))
def test_crossed_facets_equal_a_recount(seed):
    chance = random.Random(seed)  # noqa: S311 (no secret)
    documents = list(some_documents(chance, 40))
    for each in documents:
        index.put(each)
    for study in chance.sample(range(1, 41), 8):
        index.remove(study)
        documents = [each for each in documents if each.study != study]

    for _ in range(15):
        first, second = chance.sample(FACETS, 2)
        single = {slug: {(second, slug)} for slug in SLUGS}
        groups = {"warm": ["red", "never"], "both": ["green", "red"], "none": []}
        grouped = {
            name: {(second, slug) for slug in slugs} for name, slugs in groups.items()
        }

        assert finding.cross(first, second) == recounted(documents, first, single)
        assert finding.cross(first, second, groups) == recounted(
            documents, first, grouped
        )


@pytest.mark.parametrize("number", [10, 200])
def test_crossing_facets_is_one_query(db, number, django_assert_num_queries):
    terms = ["theme:red", "partner_type:green"]
    index.rebuild(document(n, *terms) for n in range(1, number + 1))
    finding.total()

    with django_assert_num_queries(1):
        assert finding.cross("theme", "partner_type") == {("red", "green"): number}
