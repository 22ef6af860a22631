"""A form knows the version of the words that it shows, whatever comes in between."""

from contextlib import contextmanager

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.urls import reverse

from casestudies.search.models import Synonyms
from portal.accounts.rules import MODERATOR
from portal.learning.models import Milestone
from portal.pages.models import Page
from tests import factories

pytestmark = pytest.mark.django_db


def organisation():
    made = factories.OrganisationFactory()
    return reverse("organisations:edit", args=[made.slug]), made, "name"


def network():
    made = factories.NetworkFactory()
    return reverse("networks:edit", args=[made.slug]), made, "description"


def milestone():
    made = Milestone.objects.first()
    return reverse("learning:edit", args=[made.slug]), made, "note"


def page():
    made = Page.as_shipped("privacy")
    made.save()
    return reverse("pages:edit", args=["privacy"]), made, "lead"


def words():
    made = Synonyms.objects.first()
    return reverse("moderation:words-edit", args=[made.key]), made, "note"


@contextmanager
def just_before_the_versions_are_counted(act):
    waiting = [act]

    def see(execute, sql, *rest):
        if "COUNT(" in sql and "historical" in sql and waiting:
            waiting.pop()()
        return execute(sql, *rest)

    with connection.execute_wrapper(see):
        yield
    assert not waiting


@pytest.mark.parametrize("room", [organisation, network, milestone, page, words])
def test_a_change_while_the_form_is_made_is_shown_or_not_known(
    room, signed_in, settings
):
    settings.SECOND_FACTOR_REQUIRED = False
    person = factories.administrator()
    person.groups.add(Group.objects.get_or_create(name=MODERATOR)[0])
    address, kept, field = room()

    def change():
        setattr(kept, field, "Theirs, and newer.")
        kept.save()

    with just_before_the_versions_are_counted(change):
        form = signed_in(person).get(address).context["form"]

    is_known = form["seen"].value() == kept.history.count()
    assert not is_known or form[field].value() == "Theirs, and newer."
