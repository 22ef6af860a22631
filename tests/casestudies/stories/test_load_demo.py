"""Tests of the commands that load and remove the examples, on an empty database."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from casestudies.stories import example_people, examples
from casestudies.stories.models import CaseStudy, Revision
from inquiry.protocols.models import Protocol
from portal.accounts.models import User
from portal.post.models import Message
from portal.record.models import Event
from tests import factories

pytestmark = pytest.mark.django_db

SAMPLES = 24


def run(command, *args):
    out = StringIO()
    call_command(command, *args, stdout=out)
    return out.getvalue()


def everything():
    """How many rows each table holds, but for what is never taken back."""
    kept = {
        "record.Event",
        "django_q.OrmQ",
        "limits.Tally",
        "search.Change",
        "search.Generation",
    }
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.label not in kept
    }


def test_outside_the_demo_nobody_can_sign_in_as_an_example_person():
    run("load_demo")

    people = User.objects.filter(email__in=example_people.EMAILS)
    assert people.count() == 2
    assert not people.filter(is_active=True).exists()
    assert not any(person.has_usable_password() for person in people)
    assert not Message.objects.exists()


def test_a_run_that_was_cut_short_goes_on_where_it_stopped():
    titles = []

    def stop(done, total, title):
        titles.append(title)
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        examples.load(stop)

    assert "21 example stories loaded." in run("load_demo")
    assert CaseStudy.objects.count() == SAMPLES


def test_without_question_sets_it_fails_with_advice():
    Protocol.objects.update(retired=True)

    with pytest.raises(CommandError, match="load_protocols"):
        run("load_demo")


@pytest.mark.both_databases
def test_method_47_one_command_removes_the_examples_and_nothing_else(settings):
    settings.DEMO = True
    teller = factories.UserFactory()
    real = factories.published_study(by=teller)
    factories.draft_revision(by=teller)
    waiting = factories.submitted_revision(by=teller)
    before, slugs = everything(), set(CaseStudy.objects.values_list("slug", flat=True))
    digest = real.revisions.get().digest
    run("load_demo")
    events = Event.objects.count()

    said = run("remove_examples", "--yes")

    after = everything()
    assert after.pop("search.Entry") > before.pop("search.Entry")
    assert after == before
    assert set(CaseStudy.objects.values_list("slug", flat=True)) == slugs
    assert real.revisions.get().digest == digest
    assert Revision.objects.get(pk=waiting.pk).state == "submitted"
    assert Event.objects.count() == events
    assert "35 example stories removed." in said
