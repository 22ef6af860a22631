"""The worker: a family of processes that ends as a whole when one of it is killed."""

import logging
import sys

from django_q import cluster

logger = logging.getLogger(__name__)


class Guard(cluster.Sentinel):
    """Looks after the others, and begins those anew that ended by themselves.

    The queues between processes have a lock, which a killed one keeps for ever: its
    successor would wait for it without end, and with it all jobs.
    https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Queue
    """

    def reincarnate(self, process):
        if (process.exitcode or 0) < 0:
            logger.critical("A process of the worker was killed, so all of it ends.")
            sys.exit(1)
        super().reincarnate(process)


class Family(cluster.Cluster):
    def live(self) -> int:
        """Work until told to stop; return the exit code for a supervisor."""
        # django-q names the class and asks for no other.
        cluster.Sentinel = Guard
        self.start()
        self.sentinel.join()
        return 1 if self.sentinel.exitcode else 0
