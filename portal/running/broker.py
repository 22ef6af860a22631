"""The queue of the worker, which hands nothing out during maintenance."""

import time

from django_q.brokers.orm import ORM
from django_q.conf import Conf

from portal.running import maintenance


class PatientBroker(ORM):
    """Jobs wait in their table, and lose none of their attempts."""

    def dequeue(self):
        if maintenance.mode() == maintenance.Mode.OPEN:
            return super().dequeue()
        time.sleep(Conf.POLL)
        return None
