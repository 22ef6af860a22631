"""Two workers, one message: two connections to one database."""

import pytest
from django.core import mail

from portal.post import jobs, outbox
from tests.together.meeting import at_once


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_message_once():
    message = outbox.put(kind="test", to="a@example.org", subject="Hello", body="Text")

    sent = at_once(*[lambda: jobs.deliver(message.pk)] * 2)

    assert sorted(sent) == [False, True]
    assert len(mail.outbox) == 1
