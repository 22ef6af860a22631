"""Of many saves of one answer by three people, none is lost in silence.

A few in each run of the tests; ``make interleave`` takes 3,000 on each database.
"""

import os
import time

import pytest

from inquiry.telling.models import Answer, AnswerVersion
from tests.together.interleaving import Teller, tellers_of_one
from tests.together.meeting import at_once

SAVES = int(os.environ.get("SAVES", "90"))


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_each_save_is_kept_or_its_teller_is_shown_both_texts(saves):
    inquiry, people = tellers_of_one()
    tellers = [
        Teller(inquiry, person, name=f"teller {number}", seed=number)
        for number, person in enumerate(people)
    ]
    began = time.monotonic()

    at_once(*[lambda one=one: one.save(SAVES // len(tellers)) for one in tellers])

    answer = Answer.objects.get(inquiry=inquiry)
    kept = dict(AnswerVersion.objects.values_list("number", "value"))
    stored = [one for teller in tellers for one in teller.stored]
    said = {text for teller in tellers for text in teller.said}
    told = sum(sum(teller.told.values()) for teller in tellers)
    assert sorted(kept) == list(range(1, answer.number + 1))
    assert kept[answer.number] == answer.value
    assert sorted(kept.values()) == sorted(text for _number, text in stored)
    assert all(kept[number] == text for number, text in stored if number)
    assert said <= set(kept.values()), "a text was shown that nobody has saved"
    assert len(stored) + told == sum(teller.count for teller in tellers)
    assert stored
    assert told
    saves["saves sent by three people"] = len(stored) + told
    saves["kept as a version"] = len(stored)
    saves["told of a conflict, with both texts"] = told
    saves["of these at the next visit, after a save by itself"] = sum(
        teller.told["GET"] for teller in tellers
    )
    saves["seconds"] = round(time.monotonic() - began)
