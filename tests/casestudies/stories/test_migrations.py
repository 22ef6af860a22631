"""Stories of before a rule keep what they are when the rule comes."""

import pytest
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor

from casestudies.stories import actions
from casestudies.stories.models import Decision, Revision
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def migrate(*targets):
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))


@pytest.fixture
def before_identity_checks():
    """Take the tables back to the time before, and bring them up to date again."""
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()

    def travel():
        migrate(("stories", "0002_decision_by_teller"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT kind FROM stories_decision")
            kinds = cursor.fetchall()
        migrate(*newest)
        return kinds

    return travel


def test_stories_published_before_the_identity_check_stay_up(before_identity_checks):
    up = factories.published_study()
    waiting = factories.submitted_revision()

    kinds = before_identity_checks()

    assert kinds == [("publish",)]
    assert Decision.objects.get().identity_checked is None
    assert [one.case_study for one in Revision.objects.published()] == [up]
    with pytest.raises(IntegrityError):
        actions.publish(
            waiting,
            by=factories.moderator(),
            seen=waiting.lock,
            digest=waiting.digest,
            identity_checked=False,
        )
