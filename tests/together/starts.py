"""Where a race begins: an object in one state, with the people who may act on it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from casestudies.stories import actions, holding
from casestudies.stories.models import Revision
from inquiry.telling import actions as telling
from portal.accounts.rules import SAFEGUARDING_CONTACT
from portal.organisations import actions as organisations
from tests import factories


@dataclass
class People:
    """Two of each role: the first makes the first attempt, the second the other."""

    tellers: list = field(default_factory=lambda: factories.UserFactory.create_batch(2))
    moderators: list = field(
        default_factory=lambda: [factories.moderator(), factories.moderator()]
    )
    contacts: list = field(
        default_factory=lambda: factories.UserFactory.create_batch(
            2, role=SAFEGUARDING_CONTACT
        )
    )

    def __post_init__(self):
        membership = factories.MembershipFactory(user=self.tellers[0])
        self.organisation = membership.organisation


@dataclass
class Start:
    """``up`` is the published revision beside one that waits."""

    it: Any
    people: People
    up: Revision | None = None


def begin(name, people):
    """A fresh start of a name, in one transaction, since many are made."""
    with transaction.atomic():
        return STARTS[name](people)


def _draft(people):
    draft = factories.draft_revision(
        by=people.tellers[0], organisation=people.organisation
    )
    inquiry = draft.case_study.inquiry
    named = telling.name_co_author(
        inquiry, by=people.tellers[0], email=people.tellers[1].email
    )
    telling.accept(named, by=people.tellers[1])
    draft.refresh_from_db()
    return draft


def _submit(draft, people):
    ticks = factories.ticks(draft)
    actions.submit(draft, by=people.tellers[0], seen=draft.lock, ticks=ticks)
    return draft


def _submitted(people):
    return _submit(_draft(people), people)


def _published(people):
    revision = _submitted(people)
    actions.publish(
        revision,
        by=people.moderators[0],
        seen=revision.lock,
        digest=revision.digest,
        identity_checked=True,
    )
    return revision


def draft(people):
    return Start(_draft(people), people)


def submitted(people):
    return Start(_submitted(people), people)


def claimed(people):
    revision = _submitted(people)
    actions.claim(revision, by=people.moderators[0], seen=revision.lock)
    return Start(revision, people)


def held(people):
    revision = _submitted(people)
    holding.hold(revision, by=people.moderators[0], seen=revision.lock, reason="Harm?")
    return Start(revision, people)


def scheduled(people):
    revision = _submitted(people)
    actions.schedule(
        revision,
        by=people.moderators[0],
        seen=revision.lock,
        digest=revision.digest,
        when=timezone.now() + timedelta(days=1),
        identity_checked=True,
    )
    return Start(revision, people)


def published(people):
    return Start(_published(people), people)


def withdrawn(people):
    revision = _published(people)
    _withdraw(revision, by=people.moderators[0])
    return Start(revision, people)


def _withdraw(revision, *, by):
    actions.withdraw(revision, by=by, seen=revision.lock, digest=revision.digest)


def draft_of_an_update(people):
    up = _published(people)
    update = actions.start_update(up.case_study, by=people.tellers[0])
    return Start(update, people, up)


def update_that_waits(people):
    start = draft_of_an_update(people)
    _submit(start.it, people)
    return start


def update_after_a_withdrawal(people):
    start = draft_of_an_update(people)
    _withdraw(start.up, by=people.moderators[0])
    _submit(start.it, people)
    return start


def named_co_author(people):
    inquiry = factories.inquiry(by=people.tellers[0], organisation=people.organisation)
    email = people.tellers[1].email
    return Start(
        telling.name_co_author(inquiry, by=people.tellers[0], email=email), people
    )


def accepted_co_author(people):
    start = named_co_author(people)
    telling.accept(start.it, by=people.tellers[1])
    return start


def request_to_join(people):
    by = factories.UserFactory()
    return Start(organisations.ask_to_join(people.organisation, by=by), people)


STARTS = {
    one.__name__: one
    for one in (
        draft,
        submitted,
        claimed,
        held,
        scheduled,
        published,
        withdrawn,
        draft_of_an_update,
        update_that_waits,
        update_after_a_withdrawal,
        named_co_author,
        accepted_co_author,
        request_to_join,
    )
}
WITHOUT_A_STORY = {"named_co_author", "accepted_co_author", "request_to_join"}
