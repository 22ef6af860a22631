"""Which other stories share the most with one, against a plain account of the same."""

import random

import pytest

from casestudies.search import index
from casestudies.search.sharing import sharing
from tests.casestudies.search.documents import document

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PLACES = [("care_setting", slug) for slug in ("ward", "home", "hospice")]
KINDS = [("partner_type", slug) for slug in ("friends", "trust", "council")]
NUMBER = 3


def some_documents(chance):
    for study in range(1, 31):
        terms = chance.sample(PLACES, chance.randint(0, 2))
        terms += chance.sample(KINDS, chance.randint(0, 3))
        yield document(study, *(":".join(term) for term in terms))


def expected(documents, study, places, kinds):
    """The same in plain Python."""

    def shared(each):
        return [term for term in (*places, *kinds) if term in each.terms]

    def tier(each):
        has = [any(term in each.terms for term in terms) for terms in (places, kinds)]
        return {(True, True): 0, (True, False): 1, (False, True): 2}.get(tuple(has))

    others = [each for each in documents if each.study != study]
    wanted = {0, 1} if any(tier(each) in {0, 1} for each in others) else {2}
    found = [each for each in others if tier(each) in wanted]
    found.sort(key=lambda each: (tier(each), -len(shared(each)), -each.study))
    return {each.study: shared(each) for each in found[:NUMBER]}


@pytest.mark.parametrize("seed", range(5))
def test_the_most_shared_come_before_the_newest(seed):
    chance = random.Random(seed)  # noqa: S311 (to be repeated, not a secret)
    documents = {each.study: each for each in some_documents(chance)}
    for each in documents.values():
        index.put(each)
    for gone in chance.sample(sorted(documents), 5):
        index.remove(gone)
        del documents[gone]

    for study in documents:
        places = chance.sample(PLACES, chance.randint(0, 2))
        kinds = chance.sample(KINDS, chance.randint(0, 2))
        found = sharing(places, kinds, study=study, number=NUMBER)

        wanted = expected(documents.values(), study, places, kinds)
        assert list(found.items()) == list(wanted.items())
