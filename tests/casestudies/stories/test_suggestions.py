"""How many of the suggested terms are those that the sample stories were given."""

import json

import pytest

from casestudies.stories import examples
from portal.taxonomy.models import CareSetting, Enabler, Theme
from portal.taxonomy.suggesting import suggest

pytestmark = pytest.mark.django_db
# What the rule reaches on the samples, and a little less: later rules are no worse.
# Enablers are the tellers' own answer; there a suggestion is a hint and ticks nothing.
LISTS = {
    "care_settings": (CareSetting, 3, 0.65),
    "themes": (Theme, 4, 0.65),
    "enablers": (Enabler, 3, 0.25),
}


def samples():
    path = examples.FIXTURES / "samples.json"
    for case in json.loads(path.read_text(encoding="utf-8"))["cases"]:
        long = [one["value"] for one in case["answers"] if one["kind"] == "long"]
        yield case, "\n".join([case["title"], case["summary"], *filter(None, long)])


def test_most_of_the_ticks_that_we_set_are_right(capsys):
    lines = [f"{'list':16}{'right':>8}{'of the tellers':>16}{'a story':>10}"]
    short = []
    for name, (model, limit, at_least) in LISTS.items():
        terms = list(model.objects.current())
        right = suggested = wanted = stories = 0
        for case, text in samples():
            found = {term.slug for term in suggest(text, terms, limit)}
            right += len(found & set(case[name]))
            suggested, wanted = suggested + len(found), wanted + len(case[name])
            stories += 1
        lines.append(
            f"{name:16}{right / suggested:>8.0%}{right / wanted:>16.0%}"
            f"{suggested / stories:>10.1f}"
        )
        if right / suggested < at_least:
            short.append(name)
    with capsys.disabled():
        print("", *lines, sep="\n")  # noqa: T201 (the rates are to be seen)

    assert not short
