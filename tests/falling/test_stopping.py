"""A web server that is asked to stop first answers what it was asked."""

import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from inquiry.telling.models import Inquiry
from tests import factories
from tests.falling.crashing import answers
from tests.falling.visitors import GONE, Writer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def test_a_web_server_that_is_asked_to_stop_finishes_the_save_at_hand(site):
    writer = Writer(site, factories.inquiry())
    site.start_web()
    site.wait_for_web()
    writer.write()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():  # the save waits for this
            Inquiry.objects.select_for_update().get(pk=writer.inquiry.pk)
            save = pool.submit(writer.write)
            time.sleep(0.5)
            site.web.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            assert not save.done()
        save.result()

    assert site.web.wait(20) == 0
    assert (len(writer.saved), writer.cut) == (2, 0)
    assert answers([writer])
    with pytest.raises(GONE):
        writer.get(writer.page)
