"""Jobs wait during maintenance, and none is lost."""

import pytest
from django.db import OperationalError, connection
from django_q.brokers import get_broker
from django_q.conf import Conf
from django_q.models import OrmQ
from django_q.tasks import async_task

from portal.running import broker as queue
from portal.running import maintenance
from portal.running.broker import PatientBroker
from portal.running.maintenance import Mode

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_job_waits_until_maintenance_is_over(monkeypatch):
    monkeypatch.setattr(Conf, "POLL", 0)
    broker = get_broker()
    async_task("portal.post.jobs.deliver", 1)
    maintenance.change(Mode.READ_ONLY)

    held = broker.dequeue()
    maintenance.change(Mode.OPEN)
    given = broker.dequeue()

    assert isinstance(broker, PatientBroker)
    assert held is None
    assert [pk for pk, _payload in given] == [OrmQ.objects.get().pk]


def test_a_queue_that_does_not_answer_is_asked_again(monkeypatch):
    monkeypatch.setattr(queue, "PAUSE", 0)
    broker = get_broker()
    async_task("portal.post.jobs.deliver", 1)

    def refuse(execute, sql, params, many, context):
        raise OperationalError("the disk is full")

    with connection.execute_wrapper(refuse):
        held = broker.dequeue()

    assert held is None
    assert len(broker.dequeue()) == 1
