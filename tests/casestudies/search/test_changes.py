"""Whatever happens to stories, in whatever order: two processes and a plain account.

The account is a dictionary of what is up and a list of the order in which stories
came; the processes are two sets of bitmaps, which are brought up to date by chance.
"""

import random

import pytest
from django.core.management import call_command
from django.db import transaction

from casestudies.search import Selection, bitmaps, facets, index
from casestudies.search.finding import find
from casestudies.stories.models import Revision
from portal.taxonomy.models import IntegratedCareBoard, Theme
from tests import factories
from tests.casestudies.search.documents import document
from tests.casestudies.search.test_finding import SLUGS, expected, some_selection

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

WORDS = ["milk", "bread", "choir"]


class Account:
    """What should be there: ``up`` by study, and ``order`` of their coming."""

    def __init__(self, chance):
        self.chance = chance
        self.up = {}
        self.order = []
        self.last = 0

    def copy(self):
        other = Account(self.chance)
        other.up, other.order, other.last = dict(self.up), [*self.order], self.last
        return other

    def documents(self):
        return [self.up[study] for study in self.order if study in self.up]

    def put(self, study, terms=None):
        given = terms or {
            f"{facet}:{slug}"
            for facet in ("theme", "care_setting", "icb", "nation")
            for slug in self.chance.sample(SLUGS[:3], self.chance.randint(0, 2))
        }
        body = " ".join(self.chance.sample(WORDS, self.chance.randint(0, 3)))
        self.up[study] = document(study, *given, body=body)
        if study not in self.order:
            self.order.append(study)
        index.put(self.up[study])

    # What can happen

    def publish(self):
        self.last += 1
        self.put(self.last)

    def supersede(self):
        if self.up:
            self.put(self.chance.choice([*self.up]))

    def withdraw(self):
        if self.up:
            study = self.chance.choice([*self.up])
            del self.up[study]
            index.remove(study)

    def restore(self):
        if down := [study for study in self.order if study not in self.up]:
            self.put(self.chance.choice(down))

    def merge(self):
        """A board goes into another: its stories count for both, in one step."""
        old, new = ("icb", "red"), ("icb", "blue")
        with transaction.atomic():
            for study, each in self.up.items():
                if old in each.terms:
                    self.put(study, {":".join(one) for one in each.terms | {new}})

    def retire(self):
        """A term is taken out of use, and off what has it: it finds nothing more."""
        gone = ("theme", self.chance.choice(SLUGS[:3]))
        with transaction.atomic():
            for study, each in self.up.items():
                if gone in each.terms:
                    left = {":".join(one) for one in each.terms - {gone}}
                    self.put(study, left or {"nation:red"})

    def rebuild(self):
        self.order.sort()
        index.rebuild(self.documents_by_date())

    def documents_by_date(self):
        return [self.up[study] for study in sorted(self.up)]


STEPS = ["publish"] * 6 + ["supersede"] * 3 + ["withdraw"] * 3
STEPS += ["restore"] * 2 + ["merge", "retire", "rebuild"]


def check(account, chance, monkeypatch, held):
    """One of the processes looks."""
    monkeypatch.setattr(bitmaps, "_held", chance.choice(held))
    selection = some_selection(chance)
    found = find(selection)
    assert (found.ids, found.total, found.counts) == expected(
        account.documents(), selection
    )


@pytest.mark.parametrize("seed", range(4))
def test_two_processes_agree_with_a_plain_account(seed, monkeypatch):
    chance = random.Random(seed)  # noqa: S311 (no secret)
    account, held = Account(chance), [{}, {}]
    for _ in range(40):
        step = chance.choice(STEPS)
        if chance.random() < 0.25:
            lost = account.copy()
            with transaction.atomic():
                getattr(lost, step)()
                check(lost, chance, monkeypatch, held)
                transaction.set_rollback(True)
        else:
            getattr(account, step)()
        for _ in range(chance.randint(0, 3)):
            check(account, chance, monkeypatch, held)
    for number in (0, 1):
        check(account, chance, monkeypatch, held[number : number + 1])


def test_a_retired_term_keeps_its_stories_and_their_counts():
    study = factories.published_study(themes=["food-drink"])

    Theme.objects.filter(slug="food-drink").update(retired=True)

    found = find(Selection(terms={"theme": ("food-drink",)}))
    assert found.ids == [study.pk]
    assert find(Selection()).counts["theme"]["food-drink"] == 1
    assert "food-drink" in facets.known_terms()["theme"]


def test_boards_that_merge_find_the_stories_of_both_once_the_index_is_made_anew():
    one, two, new = IntegratedCareBoard.objects.filter(valid_to=None)[:3]
    studies = [factories.published_study() for _ in range(2)]
    for study, board in zip(studies, (one, two), strict=True):
        Revision.objects.filter(case_study=study).update(board=board)
        board.successors.add(new)

    call_command("rebuild_search", verbosity=0)

    found = find(Selection(terms={"icb": (new.slug,)}))
    assert set(found.ids) == {study.pk for study in studies}
    assert found.counts["icb"] == {one.slug: 1, two.slug: 1, new.slug: 2}
