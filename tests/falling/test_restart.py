"""The database restarts under load: nobody has to restart the site for it."""

import time

import pytest
from django.db import connection

from portal.post import outbox
from portal.post.models import Message
from tests import factories, postgresql
from tests.falling.crashing import answers
from tests.falling.site import wait_until
from tests.falling.visitors import Crowd, Reader, Writer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
SENTENCES = ("could not be saved just now", "cannot be shown just now")


def test_a_database_that_restarts_costs_no_answer_and_no_restart_of_the_site(
    own_server, site
):
    study = factories.published_study()
    writers = [Writer(site, factories.inquiry()) for _ in range(2)]
    reader = Reader(site, "/", "/case-studies/?q=lunch", study.get_absolute_url())
    site.start()
    the_worker_works()  # one that begins without a database is begun again by others
    crowd = Crowd()
    for act in [*(writer.write for writer in writers), reader.read]:
        crowd.add(act)

    with crowd:
        for mode in ("fast", "immediate"):
            saves_go_on(writers)
            postgresql.stop(own_server, mode)
            time.sleep(1)
            postgresql.start(own_server)
            connection.close()  # this test's own was cut as well
            saves_go_on(writers)
    the_worker_works()

    assert answers(writers)["saves acknowledged, all there"]
    refused = [one for writer in writers for one in writer.refused]
    refused += [answer[1:] for answer in reader.answers if answer[1] != 200]
    assert {status for status, _text in refused} == {503}
    assert all(any(one in text for one in SENTENCES) for _status, text in refused)
    assert [site.web.poll(), site.worker.poll()] == [None, None]


def the_worker_works():
    message = outbox.put(kind="test", to="a@example.org", subject="On", body="Text")
    sent = Message.objects.sent().filter(pk=message.pk)
    wait_until(sent.exists, "the worker works")


def saves_go_on(writers):
    """Each of them saves once more."""
    before = [len(writer.saved) for writer in writers]
    wait_until(
        lambda: all(
            len(writer.saved) > count
            for writer, count in zip(writers, before, strict=True)
        ),
        "everybody saves",
    )
