"""The disk of the database is full, and then it is not; the site goes on."""

import pytest
from django.db import connection

from portal.post import outbox
from portal.post.models import Message
from tests import factories
from tests.falling.crashing import answers, database
from tests.falling.site import wait_until
from tests.falling.visitors import Visitor, Writer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
WORDS = "We laid the table for twelve. " * 3000
SENTENCE = "The site cannot write to its records for the moment."


def test_on_a_full_disk_pages_are_read_words_are_kept_and_nothing_is_half_stored(
    on_small_disk, site
):
    study = factories.published_study()
    writer = Writer(site, factories.inquiry())
    site.start_web()
    site.wait_for_web()
    writer.write()
    connection.close()  # only what the site has open by itself

    full = until_it_is_full(writer, on_small_disk)
    autosave = writer.post(writer.autosave, {"answer": WORDS, "seen": writer.seen})
    public = ("/", "/case-studies/?q=lunch", study.get_absolute_url())
    read = [site.get(path).status for path in public]
    read += [writer.get(path).status for path in ("/account/", writer.page)]
    known = {"login": writer.inquiry.begun_by.email, "password": factories.PASSWORD}
    signing_in = Visitor(site).post("/account/login/", known)

    assert (full.status, autosave.status) == (503, 503)
    assert SENTENCE in full.text
    assert f">{writer.typed}</textarea>" in full.text
    assert "Send my words again" in full.text
    assert read == [200] * 5
    assert signing_in.status in {302, 429, 503}  # the limit of tries cannot be counted
    assert "<h1" in signing_in.text or signing_in.status == 302
    assert answers([writer])["saves acknowledged, all there"] == len(writer.saved)

    site.start_worker()
    if connection.vendor == "sqlite":  # PostgreSQL has room for jobs in its own pages
        wait_until(lambda: "not answer" in site.log("worker"), "the worker finds it")
    on_small_disk.free()
    writer.write()
    message = outbox.put(kind="test", to="a@example.org", subject="On", body="Text")
    sent = Message.objects.sent().filter(pk=message.pk)
    wait_until(sent.exists, "the worker works again")

    assert writer.saved[-1][0] == len(writer.saved)
    assert answers([writer])
    assert database()
    assert [site.web.poll(), site.worker.poll()] == [None, None]


def until_it_is_full(writer, disk):
    """Save by the button, ever new words, until nothing more can be written."""
    for number in range(200):
        disk.fill()
        writer.typed = f"{number} {WORDS}".strip()
        typed = {"answer": writer.typed, "seen": writer.seen}
        answer = writer.post(writer.page, typed)
        if answer.status != 302:
            return answer
        writer.seen += 1
        writer.saved.append((writer.seen, writer.typed))
    raise AssertionError("The disk was never full.")
