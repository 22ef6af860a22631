"""The worker's family: one of it is killed, or all of it is asked to stop."""

import os
import signal
import threading

import pytest
from django_q.models import OrmQ

from portal.post import outbox
from portal.post.models import Message
from tests.falling.site import descendants, kill, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
WORKER, MONITOR = 0, 1  # places among the children of the guard


def queued(subject):
    return outbox.put(kind="test", to="a@example.org", subject=subject, body="Text")


def is_done(message):
    is_sent = Message.objects.sent().filter(pk=message.pk).exists()
    return is_sent and not OrmQ.objects.exists()


@pytest.mark.parametrize("which", [WORKER, MONITOR])
def test_no_job_waits_for_a_process_that_was_killed(site, which):
    site.start_worker()
    first = queued("first")
    wait_until(lambda: is_done(first), "it works")
    [guard] = descendants(site.worker.pid)[:1]

    os.kill(descendants(guard)[which], signal.SIGKILL)

    code = site.worker.wait(20)  # so that a supervisor begins it anew
    assert code == 1
    assert "so all of it ends" in site.log("worker")
    kill(site.worker)
    site.start_worker()
    second = queued("second")
    wait_until(lambda: is_done(second), "it works again")


@pytest.mark.both_databases
def test_a_worker_that_is_asked_to_stop_finishes_the_job_at_hand(site, mail):
    mail.slow = 60
    site.start_worker()
    at_hand, later = queued("at hand"), queued("later")
    wait_until(lambda: Message.objects.filter(unsure=1).exists(), "it is sending")

    site.worker.send_signal(signal.SIGTERM)
    threading.Timer(1, mail.let_go.set).start()
    code = site.worker.wait(30)

    assert code == 0
    assert is_sent_once(at_hand, mail)
    assert not Message.objects.get(pk=later.pk).sent_at or is_sent_once(later, mail)


def is_sent_once(message, mail):
    message.refresh_from_db()
    return bool(message.sent_at) and mail.ids().count(str(message.key)) == 1
