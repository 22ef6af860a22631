"""Tests of the example stories: loaded by the real verbs, and removed alone."""

from collections import Counter
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from casestudies.stories import example_people, removing
from casestudies.stories.models import CaseStudy, Revision
from inquiry.protocols.models import ProtocolVersion
from inquiry.telling.models import Inquiry
from portal.accounts.models import User
from portal.demo import PASSWORD, SIGN_INS
from portal.organisations.models import Organisation
from portal.record.models import Event
from tests import factories

pytestmark = pytest.mark.django_db

SAMPLES = 24


def run(command, *args):
    out = StringIO()
    call_command(command, *args, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """All examples, loaded once for the tests of this file; what the command said."""
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True),
        transaction.atomic(),
    ):
        yield run("load_demo")
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _in_the_demo(demo, settings):
    settings.DEMO = True


def states():
    return Counter(Revision.objects.values_list("state", flat=True))


def everything():
    """How many rows each table holds, but for what is never taken back."""
    kept = {"record.Event", "django_q.OrmQ", "search.Change", "search.Generation"}
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.label not in kept
    }


def test_the_samples_are_published_on_their_own_dates():
    study = CaseStudy.objects.get(slug="milk-bread-and-a-knock-on-the-door")
    assert study.first_published_at.date().isoformat() == "2024-03-12"
    assert study.revisions.get().board.ods_code == "QGH"
    assert study.revisions.get().touch_point.slug == "getting-home"


def test_the_samples_went_through_the_real_verbs():
    study = CaseStudy.objects.get(slug="the-bench-that-walks")
    revision = study.revisions.get()
    assert revision.consents.count() == len(factories.ticks(revision))
    assert revision.decisions.get().kind == "publish"
    assert [event.verb for event in Event.objects.about(revision)] == [
        "compose",
        "submitted",
        "published",
    ]


def test_a_sample_names_the_story_that_inspired_it():
    call = CaseStudy.objects.get(slug="the-kettle-call")
    sources = call.revisions.get().inspired_by.all()
    assert [study.slug for study in sources] == ["milk-bread-and-a-knock-on-the-door"]


def test_the_demo_has_people_to_sign_in_as_and_stories_in_every_state(demo):
    assert states() == {
        "published": SAMPLES + 1,
        "submitted": 5,
        "draft": 3,
        "changes_requested": 1,
        "declined": 1,
        "scheduled": 1,
        "withdrawn": 1,
    }
    assert Revision.objects.filter(claimed_by__isnull=False).count() == 1
    assert Inquiry.objects.filter(case_study__isnull=True).count() == 2
    for one in SIGN_INS:
        assert authenticate(None, email=one.email, password=PASSWORD)
        assert one.email in demo


def test_the_demo_walks_every_question_set_for_stories():
    told = Inquiry.objects.filter(case_study__revisions__submitted_at__isnull=False)

    assert set(told.values_list("version", flat=True)) == set(
        ProtocolVersion.objects.live().for_stories().values_list("pk", flat=True)
    )


def test_loading_again_changes_nothing():
    before = everything(), Event.objects.count()

    again = run("load_demo")

    assert "0 example stories loaded." in again
    assert (everything(), Event.objects.count()) == before


def test_method_47_an_example_story_says_so_on_its_page(client):
    real = factories.published_study()

    page = client.get(reverse("stories:detail", args=["the-kettle-call"]))
    other = client.get(real.get_absolute_url())

    assert "Example story" in head_of_story(page)
    assert "Example story" not in head_of_story(other)


def head_of_story(response):
    page = response.content.decode()
    return page.partition("cl-story__head")[2].partition("</header>")[0]


def test_what_the_examples_said_is_in_no_search_any_more(client):
    run("remove_examples", "--yes")

    response = client.get(reverse("gallery:list"), {"q": "kettle"})

    assert "kettle call" not in response.content.decode().lower()


def test_an_example_organisation_that_somebody_joined_stays():
    organisation = Organisation.objects.get(name="Fennbrook Hospitals NHS Trust")
    member = factories.MembershipFactory(organisation=organisation)
    real = factories.inquiry(by=member.user, organisation=organisation)

    removing.remove_examples()

    assert Organisation.objects.get(is_example=True) == organisation
    assert list(Inquiry.objects.all()) == [real]


def test_a_demo_person_with_a_story_of_their_own_stays():
    partner = User.objects.get(email="charity@example.org")
    own = factories.answered_inquiry(by=partner)

    removing.remove_examples()

    assert User.objects.filter(email__in=example_people.EMAILS).get() == partner
    assert list(Inquiry.objects.all()) == [own]


def test_removing_asks_first(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda prompt: "no")

    with pytest.raises(CommandError, match="Nothing was removed"):
        run("remove_examples")

    assert CaseStudy.objects.count() == SAMPLES + 11


def test_removing_twice_does_no_harm():
    run("remove_examples", "--yes")

    assert "0 example stories removed." in run("remove_examples", "--yes")
