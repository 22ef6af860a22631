"""Two workers, one message: two connections to one database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from portal.post import jobs, outbox


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_message_once():
    message = outbox.put(kind="test", to="a@example.org", subject="Hello", body="Text")
    start = Barrier(2)

    def work(_number):
        start.wait()
        try:
            return jobs.deliver(message.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        sent = list(workers.map(work, range(2)))

    assert sorted(sent) == [False, True]
    assert len(mail.outbox) == 1
