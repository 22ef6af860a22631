"""Promise 5 of the design: no list asks the database more when it holds more.

The gallery, the pages of terms and the queue have such tests in their own rooms.
"""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casestudies.stories import indexing
from casestudies.stories.workflow import State
from portal.networks.models import Member, Network
from portal.organisations.models import Organisation
from portal.post.models import Message
from tests import bulk, factories
from tests.access import asking, world


def organisations(here, count):
    start = Organisation.objects.count()
    return bulk.clones(
        here.inquiry.organisation,
        count,
        name=lambda at: f"Friends of Anywhere {start + at}",
        slug=lambda at: f"anywhere-{start + at}",
    )


def people(here, count):
    start = type(here.people["teller"]).objects.count()
    return bulk.clones(
        here.people["teller"], count, email=lambda at: f"many{start + at}@example.org"
    )


def owned_organisations_with_requests(here, count):
    owned, asking_ones = organisations(here, count), people(here, count)
    own = here.people["teller"].memberships.first()
    bulk.clones(own, count, organisation_id=lambda at: owned[at].pk)
    waiting = factories.MembershipFactory(
        organisation=here.inquiry.organisation, state="pending"
    )
    bulk.clones(
        waiting,
        count,
        organisation_id=lambda at: owned[at].pk,
        user_id=lambda at: asking_ones[at].pk,
    )


def co_authors(here, count):
    start = here.inquiry.co_authors.count()
    named = people(here, count)
    bulk.clones(
        here.inquiry.co_authors.first(),
        count,
        email=lambda at: f"co{start + at}@example.org",
        user_id=lambda at: named[at].pk,
    )


def parts_of_the_story(here, count):
    start = here.revision.partners.count()
    bulk.clones(here.revision.partners.first(), count, order=lambda at: start + at)
    tip = here.revision.tips.first()
    bulk.clones(tip, count, order=lambda at: start + at, key=lambda _at: uuid.uuid4())


def decisions(here, count):
    bulk.clones(here.revision.decisions.first(), count)


def letters(here, count):
    bulk.clones(Message.objects.sent().first(), count)


def given_up_letters(here, count):
    bulk.clones(Message.objects.given_up().first(), count)


def stories(here, count):
    own = here.revision.partners.first()
    own.organisation = here.inquiry.organisation
    own.save()
    bulk.stories(here.revision, count)


def told_stories(here, count):
    """Stories with tips and partners, as search knows them."""
    for revision in bulk.stories(here.revision, count):
        for tip in here.revision.tips.all():
            bulk.clones(tip, 1, revision_id=revision.pk, key=lambda _at: uuid.uuid4())
    indexing.rebuild(lambda done: None)


def networks(here, count):
    start = Network.objects.count()
    bulk.clones(
        Network.objects.first(),
        count,
        name=lambda at: f"Alliance of Anywhere {start + at}",
        slug=lambda at: f"alliance-{start + at}",
    )


def members(here, count):
    member = Member.objects.filter(network__slug=here.kwargs["network"]["slug"]).first()
    added = organisations(here, count)
    bulk.clones(member, count, organisation_id=lambda at: added[at].pk)
    Member.history.bulk_create(
        Member.history.model(
            id=one.pk,
            network_id=member.network_id,
            organisation_id=one.pk,
            history_type="+",
            history_date=timezone.now(),
        )
        for one in added
    )


LISTS = [
    ("insights:networks", "", "anonymous", networks),
    ("insights:network", "network", "anonymous", members),
    ("networks:members", "network", "moderator", members),
    ("stories:mine", "", "teller", stories),
    ("organisations:detail", "organisation", "anonymous", stories),
    ("organisations:find", "", "stranger", organisations),
    ("accounts:home", "", "teller", owned_organisations_with_requests),
    ("accounts:home", "", "moderator", owned_organisations_with_requests),
    ("accounts:home", "", "administrator", given_up_letters),
    ("telling:begin", "question set", "teller", owned_organisations_with_requests),
    ("telling:tasks", "story", "teller", co_authors),
    ("telling:co-authors", "story", "teller", co_authors),
    ("stories:detail", "page", "anonymous", parts_of_the_story),
    ("tips:list", "", "anonymous", told_stories),
    ("tips:cards", "", "anonymous", told_stories),
    ("tips:detail", "tip", "anonymous", parts_of_the_story),
    ("moderation:review", "revision", "moderator", parts_of_the_story),
    ("moderation:review", "revision", "moderator", decisions),
    ("moderation:review", "revision", "moderator", co_authors),
    ("post:mailbox", "", "anonymous", letters),
]


def queries(browser, address):
    """How many it takes when the caches are warm, and what is shown."""
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = browser.get(address)
    assert response.status_code == 200
    return len(captured), asking.body(response, address)


@pytest.mark.parametrize(("name", "kind", "role", "more"), LISTS)
def test_a_list_costs_the_same_at_ten_and_at_two_hundred(name, kind, role, more):
    here = world.build(State.PUBLISHED)
    browser = asking.client(here.people[role])
    address = reverse(name, kwargs=here.kwargs[kind]) + "?q=any"
    _, one = queries(browser, address)
    more(here, 10)
    few, ten = queries(browser, address)
    more(here, 190)

    many, _ = queries(browser, address)

    assert many == few
    assert ten != one  # the rows are on the page
