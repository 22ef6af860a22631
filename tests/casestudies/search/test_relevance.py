"""Searches for the example stories find what a reader would want, in a good order."""

import pytest

from tests.casestudies.search import relevance

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LEAST_NDCG, LEAST_RECALL, LEAST_QUERIES = 0.88, 0.92, 60


def test_searches_stay_as_good_as_they_were():
    seen = relevance.measure()

    assert seen["queries"] >= LEAST_QUERIES
    assert seen["ndcg@10"] >= LEAST_NDCG, seen["worst"]
    assert seen["recall@20"] >= LEAST_RECALL, seen["worst"]


@pytest.mark.parametrize(
    ("found", "wanted", "expected"),
    [("ab", "ab", 1), ("ba", "ab", 1), ("xa", "a", 0.6309), ("", "a", 0)],
)
def test_the_measure_itself(found, wanted, expected):
    assert relevance.ndcg(list(found), list(wanted)) == pytest.approx(
        expected, abs=1e-4
    )
