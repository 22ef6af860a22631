"""Ten people and what they own, to ask every address as each of them."""

import uuid
from datetime import timedelta
from functools import partial
from types import SimpleNamespace

from django.utils import timezone

from casestudies.search.models import Synonyms
from casestudies.stories import editing, holding
from casestudies.stories.workflow import State
from inquiry.telling import actions as telling
from portal.accounts.rules import SAFEGUARDING_CONTACT
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
    "removed",  # was a co-author until the teller took them off the story
    "colleague",  # of the teller's organisation, and not named as a co-author
    "stranger",  # tells another story, for another organisation
    "unproven",  # a moderator who has not set up a second factor
    "moderator",
    "administrator",
    "safeguarding",
]
STATES = [State.DRAFT, State.SUBMITTED, State.PUBLISHED, State.WITHDRAWN]
# What a story may be in beside the four that everything is asked in.
HELD = "held"
UPDATED = "a draft of the next version"  # beside the one that is up
OTHER_STATES = [State.SCHEDULED, State.CHANGES_REQUESTED, State.DECLINED]
OTHER_STATES += [State.SUPERSEDED, HELD, UPDATED]


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
    telling.remove_co_author(
        _co_author(inquiry, people["removed"]), by=inquiry.begun_by
    )
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
            "synonyms": {"key": Synonyms.objects.all()[0].key},
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
    """Named after their roles, so that a page reads alike in every world."""
    makers = dict.fromkeys(ROLES[1:], factories.UserFactory) | {
        "unproven": _unproven,
        "moderator": factories.moderator,
        "administrator": factories.administrator,
        "safeguarding": partial(factories.UserFactory, role=SAFEGUARDING_CONTACT),
    }
    return {"anonymous": None} | {
        role: make(name=f"Somebody {role}") for role, make in makers.items()
    }


def _unproven(**fields):
    person = factories.moderator(**fields)
    person.authenticator_set.all().delete()
    return person


def _revision(state, **story):
    if state == State.DRAFT:
        return factories.draft_revision(**story)
    if state in DECIDED:
        revision = factories.submitted_revision(**story)
        DECIDED[state](revision, by=factories.moderator(), seen=revision.lock)
        return revision
    if state == UPDATED:
        return _updated(**story)
    revision = factories.published_study(**story).revisions.get()
    if state == State.WITHDRAWN:
        _withdraw(revision, by=factories.moderator(), seen=revision.lock)
    if state == State.SUPERSEDED:
        _supersede(revision)
    return revision


def _updated(answers=None, **story):
    """The answers are in the draft and not in the version that is up."""
    up = factories.published_study(**story).revisions.get()
    return _next_version(up, answers or {})


def _supersede(revision):
    """By a version that has no more of what was special about the first."""
    plain = {"title": "Lunch at one table", "story": "On Monday six people ate."}
    update = _next_version(revision, plain)
    seen = _seen(update, "summary")
    editing.save_summary(update, "Six people ate.", confirmed=True, seen=seen)
    given = {"by": update.case_study.inquiry.begun_by, "ticks": factories.ticks(update)}
    factories.actions.submit(update, seen=update.lock, **given)
    read = {"digest": update.digest, "identity_checked": True}
    by = factories.moderator()
    factories.actions.publish(update, by=by, seen=update.lock, **read)
    revision.refresh_from_db()


def _next_version(revision, answers):
    inquiry = revision.case_study.inquiry
    draft = factories.actions.start_update(revision.case_study, by=inquiry.begun_by)
    for question in inquiry.version.questions.filter(key__in=answers):
        seen = _seen(draft, question.key)
        editing.save(draft, question, answers[question.key], seen=seen)
    return draft


def _seen(draft, place):
    return draft.sources.get(key=place).lock


def _schedule(revision, **given):
    when = timezone.now() + timedelta(days=1)
    read = {"digest": revision.digest, "identity_checked": True}
    factories.actions.schedule(revision, **read, when=when, **given)


def _ask_for_changes(revision, **given):
    said = {"message": "Please change one thing.", "notes": {}}
    factories.actions.ask_for_changes(revision, digest=revision.digest, **said, **given)


def _decline(revision, **given):
    said = {"message": "It is kind of you.", "reason": "other"}
    factories.actions.decline(revision, digest=revision.digest, **said, **given)


def _withdraw(revision, **given):
    factories.actions.withdraw(revision, digest=revision.digest, **given)


DECIDED = {
    State.SUBMITTED: lambda revision, **given: None,
    State.SCHEDULED: _schedule,
    State.CHANGES_REQUESTED: _ask_for_changes,
    State.DECLINED: _decline,
    HELD: partial(holding.hold, reason="It may tell of harm."),
}


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
