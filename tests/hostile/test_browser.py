"""Every text field into every page, in Chromium with the content policy off.

A few strings of each class in the suite; all of them with ``make xss``.
"""

import os
from itertools import chain, zip_longest

import pytest
from django.core.validators import validate_email
from django.http import HttpResponse

from tests.hostile import browsing, filling
from tests.hostile.strings import CLASSES, STRINGS

EVERY = os.environ.get("HOSTILE") == "all"
BATCH = 32 if EVERY else 16
BY_TURNS = [
    one
    for one in chain.from_iterable(zip_longest(*CLASSES.values()))
    if one is not None
]
ALL = list(dict.fromkeys(BY_TURNS))
BATCHES = [ALL[at : at + BATCH] for at in range(0, len(ALL), BATCH)]
CHOSEN = BATCHES if EVERY else BATCHES[:1]


def test_every_string_is_in_one_batch():
    assert set(ALL) == set(STRINGS)
    assert all(set(BATCHES[0]) & set(strings) for strings in CLASSES.values())


def test_addresses_of_mail_are_hostile_and_good():
    for at, place in enumerate(filling.PLACES):
        validate_email(f'"{place}{at}"@example.org')


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["tags", "attributes", "mutation", "SVG and MathML"])
def test_the_browser_sees_words_that_were_not_escaped(new_context, complaints, kind):
    browser = browsing.Browser(new_context)
    run_here = [one for one in CLASSES[kind] if one.startswith(("<", 'x" '))][:3]

    for one in run_here:
        page = f'<!doctype html><title>x</title><input value="{one}"><p>{one}</p>'
        browser.show(one, "/", HttpResponse(page))

    complaints.clear()
    assert {name for name, _what in browser.faults} == set(run_here)


@pytest.mark.browser
def test_no_word_of_anybody_runs_in_any_page(
    every_address, new_context, complaints, capsys
):
    browser, here = browsing.Browser(new_context), browsing.World()
    show = "| {:>5} | {:>7} | {:>14} | {:>5} |".format
    with capsys.disabled():
        print("", show("round", "strings", "columns filled", "pages"), sep="\n")  # noqa: T201

    for number, strings in enumerate(CHOSEN, 1):
        before = browser.shown
        at_once = len(strings) if EVERY else filling.AT_ONCE
        filled = filling.fill(strings, at_once)
        for name, path, answer in here.pages(strings, every=EVERY):
            browser.show(name, path, answer)
        pages = browser.shown - before
        with capsys.disabled():
            print(show(number, len(strings), filled, pages))  # noqa: T201 (to be seen)

    complaints.clear()  # of a page without styles and answers that are refusals
    assert sorted(set(browser.faults)) == []
    assert browser.shown > 150
