"""Seven people and what they own, to ask every address as each of them."""

import uuid
from types import SimpleNamespace

from django.utils import timezone

from casestudies.stories.workflow import State
from inquiry.telling import actions as telling
from portal.learning.models import Milestone
from portal.pages import actions as pages
from portal.pages.models import Page
from portal.post import outbox
from portal.post.models import Message
from tests import factories

ROLES = [
    "anonymous",
    "teller",
    "co-author",
    "colleague",  # of the teller's organisation, and not named as a co-author
    "stranger",  # tells another story, for another organisation
    "moderator",
    "administrator",
]
STATES = [State.DRAFT, State.SUBMITTED, State.PUBLISHED, State.WITHDRAWN]


def build(state, **story):
    """People by role, and the keyword arguments of each kind of address.

    The story is the teller's, in the given state; everything else that an address
    can name is theirs too, so that nobody but them and their co-author owns it.
    """
    people = _people()
    owned = factories.MembershipFactory(user=people["teller"], is_owner=True)
    factories.MembershipFactory(
        user=people["colleague"], organisation=owned.organisation
    )
    request = factories.MembershipFactory(
        organisation=owned.organisation, state="pending"
    )
    revision = _revision(
        state, by=people["teller"], organisation=owned.organisation, **story
    )
    factories.inquiry(by=people["stranger"])
    inquiry = revision.case_study.inquiry
    named = _co_author(inquiry, people["co-author"])
    return SimpleNamespace(
        people=people,
        revision=revision,
        inquiry=inquiry,
        kwargs={
            "": {},
            "story": {"key": inquiry.key},
            "question": {"key": inquiry.key, "question": "title"},
            "place": {"key": inquiry.key, "place": "summary"},
            "answer": {"key": inquiry.key, "place": "title"},
            "co-author": {"key": inquiry.key, "co_author": named.key},
            "revision": {"key": revision.key},
            "page": {"slug": revision.case_study.slug or "no-address-yet"},
            "tip": {"key": revision.tips.first().key},
            "organisation": {"slug": owned.organisation.slug},
            "request": {"key": request.key},
            "question set": {"slug": "partnership-success-story"},
            "care setting": {"slug": "hospital-ward"},
            "theme": {"slug": "food-drink"},
            "touch point": {"slug": "on-the-ward"},
            "enabler": {"slug": "trust-over-time"},
            "partner type": {"slug": "hospital-friends"},
            "milestone": {"slug": Milestone.objects.get(key="q2019").slug},
            "network": {"slug": factories.NetworkFactory().slug},
            "sitemap": {"section": "stories"},
            "about page": {"key": "privacy"},
            "page version": {"key": "privacy", "number": _version(people)},
            "letter": {"key": _letter(sent_at=timezone.now()).key},
            "given-up letter": {"key": _letter(given_up_at=timezone.now()).key},
        },
    )


def missing(kwargs):
    """The same address for something that does not exist."""
    made_up = {"key": uuid.uuid4(), "slug": "no-such-thing"}
    return {name: made_up.get(name, value) for name, value in kwargs.items()}


def _people():
    named = dict.fromkeys(ROLES[1:5], factories.UserFactory)
    named |= {
        "moderator": factories.moderator,
        "administrator": factories.administrator,
    }
    return {"anonymous": None} | {role: make() for role, make in named.items()}


def _revision(state, **story):
    if state == State.DRAFT:
        return factories.draft_revision(**story)
    if state == State.SUBMITTED:
        return factories.submitted_revision(**story)
    revision = factories.published_study(**story).revisions.get()
    if state == State.WITHDRAWN:
        factories.actions.withdraw(
            revision,
            by=factories.moderator(),
            seen=revision.lock,
            digest=revision.digest,
        )
    return revision


def _co_author(inquiry, user):
    named = telling.name_co_author(inquiry, by=inquiry.begun_by, email=user.email)
    telling.accept(named, by=user)
    return named


def _version(people):
    """The page says what it said before, in one more version."""
    page = Page.of("privacy")
    seen = pages.versions(page)
    page = pages.change(page, by=people["administrator"], seen=seen)
    return page.history.last().history_id


def _letter(**fields):
    to = factories.UserFactory().email  # a stranger would not get so many
    letter = outbox.put(kind="test", to=to, subject="Hello", body="Text")
    Message.objects.filter(pk=letter.pk).update(**fields)
    return letter
