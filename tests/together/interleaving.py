"""Three people save one answer again and again, each with a browser of their own.

They read and answer as the pages do: a save by itself, a save by the button, and the
choice between two texts.
"""

import random
import re
from collections import Counter

from django.db import connection
from django.test import Client
from django.urls import reverse

from inquiry.telling import actions as telling
from tests import factories

SEEN = re.compile(r'name="seen"[^>]*value="(\d+)"')
QUESTION = "best_moment"
# How often who was too late keeps their own words, and reads before writing.
KEEPS, READS = 0.5, 0.4


def tellers_of_one():
    """An inquiry with three tellers, and the three."""
    inquiry = factories.inquiry()
    others = factories.UserFactory.create_batch(2)
    for other in others:
        named = telling.name_co_author(inquiry, by=inquiry.begun_by, email=other.email)
        telling.accept(named, by=other)
    return inquiry, [inquiry.begun_by, *others]


class Teller:
    """``stored`` are texts by number as they were acknowledged, in the order of this
    browser; ``told`` counts conflicts that were shown with both texts."""

    def __init__(self, inquiry, person, *, name, seed):
        self.name, self.chance = name, random.Random(seed)  # noqa: S311
        self.browser = Client()
        self.browser.force_login(person)
        place = [inquiry.key, QUESTION]
        self.page = reverse("telling:question", args=place)
        self.autosave = reverse("telling:autosave", args=place)
        self.seen, self.count = 0, 0
        self.stored, self.said, self.told = [], [], Counter()

    def save(self, times):
        try:
            for number in range(times):
                self._save(f"Text {number} of {self.name}.")
        finally:
            connection.close()

    def _save(self, text):
        if self.chance.random() < READS:
            self._look()
        if self.chance.random() < 0.5:
            self._save_by_itself(text)
        else:
            self._press_save(text)

    def _save_by_itself(self, text):
        self.count += 1
        answer = self._post(self.autosave, text)
        if answer.status_code == 200:
            before, self.seen = self.seen, _seen(answer)
            assert self.seen == before + 1, "words that were not seen are replaced"
            self.stored.append((self.seen, text))
            return
        assert answer.status_code == 409, answer.status_code
        assert "Your words are still here" in answer.content.decode()
        # It was set aside, so that whoever comes back is shown both texts.
        self._choose(text, self.browser.get(self.page))

    def _press_save(self, text, **more):
        self.count += 1
        answer = self._post(self.page, text, go="next", **more)
        if answer.status_code == 302:
            self.stored.append((None, text))
            self._look()
            return
        assert answer.status_code == 409, answer.status_code
        self._choose(text, answer)

    def _choose(self, text, page):
        """Both texts stand there; one of them is chosen, and may be too late again."""
        shown = page.content.decode()
        assert "Two versions of this answer" in shown, "nobody was told"
        assert text in shown, "the words that were typed are gone"
        self.said.append(_theirs(shown))
        self.told[page.request["REQUEST_METHOD"]] += 1
        self.seen = _seen(page)
        if self.chance.random() < KEEPS:
            self._press_save(text)
        else:
            self._post(self.page, text, go="theirs")

    def _look(self):
        self.seen = _seen(self.browser.get(self.page))

    def _post(self, path, text, **more):
        return self.browser.post(path, {"answer": text, "seen": self.seen, **more})


def _seen(page):
    return int(SEEN.search(page.content.decode())[1])


def _theirs(shown):
    """The text that stands beside the own one."""
    return re.findall(r'cl-version__text"[^>]*>([^<]*)<', shown)[1]
