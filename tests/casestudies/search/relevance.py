"""How well searches find: queries with the example stories that answer them.

relevance.json was judged by reading the examples: each of the stories named should be
found. A story that is not named counts as not wanted.
"""

import json
import math
from datetime import UTC, datetime, timedelta
from pathlib import Path

from casestudies.search import Document, Selection, index
from casestudies.search.finding import find
from casestudies.stories import sources
from portal.taxonomy.models import (
    CareSetting,
    IntegratedCareBoard,
    Nation,
    PartnerType,
    Region,
    Theme,
    TouchPoint,
)

JUDGED = Path(__file__).with_name("relevance.json")
SAMPLES = Path(sources.__file__).parent / "fixtures" / "samples.json"
FIRST, DEEP = 10, 20


def measure():
    """Index the examples, in the transaction of the caller, and ask every query.

    Gives {"ndcg@10": float, "recall@20": float, "queries": int, "worst": [(ndcg, query,
    found, wanted)]}, the numbers from 0 to 1 as means over the queries.
    """
    cases = json.loads(SAMPLES.read_text(encoding="utf-8"))["cases"]
    index.rebuild(documents(cases))
    names = {number: case["id"] for number, case in enumerate(cases, start=1)}
    rows = []
    for words, wanted in json.loads(JUDGED.read_text(encoding="utf-8")).items():
        found = answer(words)
        ids = [names[study] for study in found]
        rows.append((ndcg(ids, wanted), recall(ids, wanted), words, ids, wanted))
    return {
        "ndcg@10": sum(row[0] for row in rows) / len(rows),
        "recall@20": sum(row[1] for row in rows) / len(rows),
        "queries": len(rows),
        "worst": [(row[0], *row[2:]) for row in sorted(rows)[:8]],
    }


def answer(words):
    """As a reader who follows "Did you mean" where it is all there is."""
    found = find(Selection(words=words, sort="relevance", per_page=DEEP))
    if found.did_you_mean:
        words = found.did_you_mean
        found = find(Selection(words=words, sort="relevance", per_page=DEEP))
    return found.ids


def ndcg(found, wanted):
    """Discounted gain among the first ten, as a part of the best there could be."""
    gain = sum(
        1 / math.log2(at + 2) for at, one in enumerate(found[:FIRST]) if one in wanted
    )
    best = sum(1 / math.log2(at + 2) for at in range(min(FIRST, len(wanted))))
    return gain / best


def recall(found, wanted):
    return len(set(found[:DEEP]) & set(wanted)) / len(wanted)


def documents(cases):
    """The examples as the index has them once they are published."""
    names = _names()
    for number, case in enumerate(cases, start=1):
        partners = [partner["organisation"] for partner in case["partners"]]
        texts = [one["value"] for one in case["answers"] if one["kind"] == "long"]
        slugs = [*case["care_settings"], *case["themes"], *case["partner_types"]]
        slugs += [case["touch_point"], case["nation"], case["region"]]
        slugs += [(case["icb"] or "").lower()]
        yield Document(
            study=number,
            published_at=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=number),
            headline=case["title"],
            summary=case["summary"],
            tips="\n".join(case["tips"]),
            body="\n".join([*texts, case["possibility"] or "", *partners]),
            names="\n".join(names[slug] for slug in slugs if slug in names),
            organisations=tuple(partners),
            terms=frozenset(("theme", slug) for slug in case["themes"]),
        )


def _names():
    models = (CareSetting, Theme, TouchPoint, PartnerType, Nation, Region)
    found = dict(IntegratedCareBoard.objects.values_list("slug", "name"))
    for model in models:
        found |= dict(model.objects.values_list("slug", "name"))
    return found
