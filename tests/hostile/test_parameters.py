"""Two hundred hostile values for whatever a public address reads, by the URLconf.

The suite asks a part of them of each address; all with ``make parameters``.
"""

import os

import pytest

from casestudies.stories.workflow import State
from tests.access import asking as access
from tests.access import table
from tests.hostile import asking, parameters

pytestmark = pytest.mark.both_databases

EVERY = os.environ.get("HOSTILE") == "all"
READERS = 1 if EVERY else 8  # every how many of the values
OTHERS = 1 if EVERY else 80


def test_there_are_two_hundred_of_them():
    assert len(set(parameters.VALUES)) >= 200


def test_no_value_of_a_parameter_is_a_fault(site):
    here, faults, asked = site(State.PUBLISHED, "anonymous"), [], 0
    readers = {path for method, path in here.fields if method == "get"}

    for at, (name, path) in enumerate(here.paths.items()):
        own = [field for field, _value in here.of("get", path)]
        queries = list(parameters.queries(dict.fromkeys([*own, *asking.READ])))
        step = READERS if path in readers else OTHERS
        for query in queries[at % step :: step]:
            answer = asking.get(here.browser, path, query)
            faults.append((name, query[:200], asking.fault(answer)))
            asked += 1

    assert [one for one in faults if one[-1]] == []
    assert asked > 400
    assert len(readers) >= 2


def test_no_part_of_an_address_is_a_fault(site):
    here, faults = site(State.PUBLISHED, "teller"), []

    for at, one in enumerate(table.ADDRESSES):
        good = {name: str(value) for name, value in here.here.kwargs[one.kind].items()}
        path = access.address_of(one, here.here.kwargs)
        for part in good.values():
            step = 1 if EVERY else 40
            for value in parameters.VALUES[at % step :: step]:
                if not value or len(value) > 5000:
                    continue
                answer = asking.get(here.browser, path.replace(part, value), "")
                faults.append((one.name, value[:80], asking.fault(answer)))

    assert len(faults) > 100
    assert [one for one in faults if one[-1]] == []
