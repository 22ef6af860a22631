"""The data of an earlier state go through all migrations since, on both databases."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.urls import reverse

from casestudies.search import Selection
from casestudies.search.finding import find
from casestudies.search.models import Word
from casestudies.stories.models import Revision
from casestudies.stories.workflow import State
from inquiry.telling.models import Answer
from portal.running import health
from tests.falling import upgrading

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
NOT_IN_THE_DEMO = {State.AWAITING_SIGN_OFF, State.SUPERSEDED}


@pytest.fixture(autouse=True)
def _kinds_of_content():
    """They have other numbers in another database."""
    ContentType.objects.clear_cache()
    yield
    ContentType.objects.clear_cache()


def test_a_site_of_an_earlier_state_keeps_its_rows_and_goes_on(empty_database):
    before = upgrading.go_back()
    answers = dict(Answer.objects.values_list("pk", "value"))

    upgrading.upgrade()

    after = upgrading.counts(before)
    assert {table: after.get(table, 0) for table in before} == {
        table: max(after.get(table, 0), count) for table, count in before.items()
    }
    assert dict(Answer.objects.values_list("pk", "value")) == answers
    kept = {revision.state for revision in Revision.objects.all()}
    assert kept == set(State) - NOT_IN_THE_DEMO
    connection.check_constraints()
    assert not [why for why in health.reasons() if why.startswith("migrations")]
    assert Revision.objects.published().count() == find(Selection()).total == 3
    assert Word.objects.exists()
    assert upgrading.pages_that_fail() == []
    assert pages_of_a_teller() == {200}


def pages_of_a_teller():
    """How the pages of somebody with a draft of then are answered."""
    inquiry = Revision.objects.filter(state=State.DRAFT).first().case_study.inquiry
    client = Client()
    client.force_login(inquiry.begun_by)
    pages = [reverse("accounts:home"), inquiry.get_absolute_url()]
    return {client.get(page).status_code for page in pages}
