"""The queue of the worker: patient during maintenance and without its database."""

import logging
import time

from django.db import InterfaceError, OperationalError
from django_q.brokers.orm import ORM
from django_q.conf import Conf

from portal.running import maintenance

logger = logging.getLogger(__name__)
PAUSE = 2  # seconds


class PatientBroker(ORM):
    """Jobs wait in their table, and lose none of their attempts."""

    def dequeue(self):
        if maintenance.mode() != maintenance.Mode.OPEN:
            time.sleep(Conf.POLL)
            return None
        try:
            return super().dequeue()
        except (OperationalError, InterfaceError) as error:
            # django-q would wait longer, and begin another process for it.
            logger.warning("The queue does not answer: %s", type(error).__name__)
            time.sleep(PAUSE)
            return None
