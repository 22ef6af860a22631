"""People at the other end of a wire: they save and decide, and note what was answered.

They speak HTTP with the running site and know nothing of its insides.
"""

import contextlib
import http.client
import re
import threading
import time
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from tests.signing_in import with_all_factors

TOKEN = "t" * 32
SEEN = re.compile(r'name="seen"[^>]*value="(\d+)"')
GONE = (OSError, http.client.HTTPException)


class Visitor:
    """Somebody, signed in or not; a new connection for each request."""

    def __init__(self, site, user=None):
        self.site = site
        self.cookies = f"csrftoken={TOKEN}"
        if user:
            client = Client()
            client.force_login(user)
            session = client.session
            with_all_factors(session, user)  # ``make crash`` has no conftest
            session.save()
            self.cookies += f"; sessionid={client.cookies['sessionid'].value}"

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, fields):
        body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN}, doseq=True)
        return self._ask("POST", path, body)

    def _ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=30)
        headers = {
            "Cookie": self.cookies,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        with contextlib.closing(connection):
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            answer.text = answer.read().decode()
            return answer


class Crowd:
    """Threads that go on until the end; an error in one of them is raised at last."""

    def __init__(self):
        self.stop, self.threads, self.errors = threading.Event(), [], []

    def add(self, act):
        def run():
            try:
                while not self.stop.is_set():
                    act()
            except Exception as error:
                self.errors.append(error)

        self.threads.append(threading.Thread(target=run, daemon=True))

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *problem):
        self.stop.set()
        for thread in self.threads:
            thread.join(60)
        if self.errors:
            raise self.errors[0]


class Writer(Visitor):
    """Saves one answer again and again, as a form does that saves by itself.

    ``saved`` are the numbers and texts that were acknowledged; ``refused`` counts
    clean answers that nothing could be saved, ``cut`` connections that broke.
    """

    def __init__(self, site, inquiry, key="value"):
        super().__init__(site, inquiry.begun_by)
        self.inquiry, self.key = inquiry, key
        self.page = reverse("telling:question", args=[inquiry.key, key])
        self.autosave = reverse("telling:autosave", args=[inquiry.key, key])
        self.seen, self.count = None, 0
        self.saved, self.refused, self.cut, self.pages = [], [], 0, []

    def write(self):
        try:
            self._write()
        except GONE:
            self.cut += 1
            self.seen = None  # nobody knows: look at the page again
            time.sleep(0.05)

    def _write(self):
        if self.seen is None:
            page = self.get(self.page)
            if page.status != 200:
                self._note(page)
                return
            self.seen = int(SEEN.search(page.text)[1])
        self.count += 1
        text = f"Answer {self.count} of {self.key}. " + "More words. " * 20
        answer = self.post(self.autosave, {"answer": text, "seen": self.seen})
        if answer.status == 200:
            self.seen = int(SEEN.search(answer.text)[1])
            self.saved.append((self.seen, text.strip()))
        else:
            self._note(answer)

    def _note(self, answer):
        self.seen = None
        self.refused.append((answer.status, answer.text))
        time.sleep(0.05)


class Publisher(Visitor):
    """Publishes one story after the other, and presses again what was cut off."""

    def __init__(self, site, user, revisions, *, pause):
        super().__init__(site, user)
        self.waiting, self.done, self.cut = list(revisions), [], 0
        self.pause, self.others = pause, []

    def publish(self):
        time.sleep(self.pause)
        if not self.waiting:
            return
        revision = self.waiting[0]
        path = reverse("moderation:publish", args=[revision.key])
        story = reverse("moderation:review", args=[revision.key])
        read = {"lock": revision.lock, "digest": revision.digest}
        try:
            answer = self.post(path, {**read, "identity_checked": "on"})
        except GONE:
            self.cut += 1
            return
        if answer.status == 302:
            led_to = answer.getheader("Location")
            assert led_to == story, f"publishing led to {led_to}"
        # A page of 409 says that it is published already: the first press arrived.
        if answer.status in {302, 409}:
            self.done.append(self.waiting.pop(0))
        else:
            self.others.append((answer.status, answer.text))


class Reader:
    """Reads public pages, and notes whatever is no page."""

    def __init__(self, site, *paths):
        self.site, self.paths, self.answers, self.cut = site, paths, [], 0

    def read(self):
        for path in self.paths:
            try:
                answer = self.site.get(path)
            except GONE:
                self.cut += 1
            else:
                self.answers.append((time.monotonic(), answer.status, answer.text))
            time.sleep(0.05)
