"""Every address that makes something when it is sent a form, and what it makes.

Each is sent the same form twice at once, as by a double click. A new address that
takes a POST stands here or in ``MAKES_NOTHING``, or a test says that it is missing.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from casestudies.search.models import Synonyms
from casestudies.stories.models import (
    CaseStudy,
    Consent,
    Decision,
    Revision,
    SetAside,
)
from casestudies.stories.workflow import State
from inquiry.telling.models import Answer, AnswerVersion, CoAuthor, Inquiry
from portal.accounts import bots
from portal.accounts.models import User
from portal.learning.models import Milestone
from portal.networks.models import Member, Network
from portal.organisations.models import Membership, Organisation
from portal.taxonomy.models import Enabler
from tests.portal.accounts import signing_up


@dataclass(frozen=True)
class Creating:
    """``makes`` are rows by model, ``events`` by verb, ``letters`` by kind.

    ``typed`` goes over what the page filled into its form; ``read`` is the page with
    the form, where that is another.
    """

    name: str
    kind: str
    role: str
    makes: dict
    events: dict = field(default_factory=dict)
    letters: dict = field(default_factory=dict)
    typed: dict | Callable = field(default_factory=dict)
    read: str = ""
    state: str = State.DRAFT


def organisation(here):
    like = here.inquiry.organisation
    return {
        "name": "Friends of Newtown",
        "partner_type": like.partner_type_id,
        "nation": like.nation_id,
    }


def ticks(here):
    given = here.inquiry.version.consent["ticks"]
    return {f"tick-{tick['key']}": "on" for tick in given}


WORDS = {"value": "What we saw that day.", "seen": 0}
MILESTONE = {
    "title": "A new certificate",
    "kind": "qualification",
    "year_text": "2026",
    "note": "It is new.",
    "sources": "The provider wrote to us.",
    "certainty": "seen",
}
CREATING = [
    # Answers are alike with an account and without one, so the second click writes too.
    Creating(
        "account_signup", "", "anonymous", {User: 1}, {"sign_up": 1},
        {"account_email_confirmation_signup": 1, "account_account_already_exists": 1},
        lambda here: signing_up.form(),
    ),
    Creating(
        "telling:begin", "question set", "teller", {Inquiry: 1}, {"begin": 1},
        typed=lambda here: {"organisation": here.inquiry.organisation_id},
    ),
    Creating(
        "organisations:add", "", "teller", {Organisation: 1, Membership: 1},
        {"add": 1}, typed=organisation,
    ),
    Creating(
        "organisations:join", "organisation", "stranger", {Membership: 1},
        {"ask_to_join": 1}, {"organisation_request": 1},
    ),
    Creating(
        "telling:co-authors", "story", "teller", {CoAuthor: 1},
        {"name co-author": 1}, {"telling_co_author": 1},
        {"email": "friend@example.org"},
    ),
    Creating(
        "telling:question", "unanswered", "teller", {Answer: 1, AnswerVersion: 1},
        typed=WORDS,
    ),
    Creating(
        "telling:autosave", "unanswered too", "teller", {Answer: 1, AnswerVersion: 1},
        typed=WORDS,
    ),
    Creating(
        "stories:compose", "not composed", "teller", {CaseStudy: 1, Revision: 1},
        {"compose": 1},
    ),
    # A place that nobody may change as it was read: the words are set aside.
    Creating(
        "stories:part", "place", "teller", {SetAside: 1},
        typed={"text": "What we saw that day.", "seen": 99},
    ),
    Creating(
        "stories:check", "story", "teller", {Consent: 3}, {"submitted": 1},
        {"stories_submitted": 2}, ticks,
    ),
    Creating(
        "stories:update", "story", "teller", {Revision: 1}, {"copy": 1},
        state=State.PUBLISHED,
    ),
    Creating(
        "learning:add", "", "moderator", {Milestone: 1}, {"add": 1}, typed=MILESTONE
    ),
    Creating(
        "pages:edit", "about page", "administrator", {}, {"change": 1},
        typed={
            "title": "Your data", "lead": "We keep little.", "body": "Ask us.",
            "preview": "",
        },
    ),
    Creating(
        "pages:restore", "page version", "administrator", {}, {"change": 1},
        read="pages:version",
    ),
    # One for each of the two moderators, of whom one has no second factor.
    Creating(
        "pages:contact", "", "anonymous", {}, {}, {"pages_contact": 2},
        lambda here: {
            "name": "Grace", "email": "grace@example.org", "message": "Hello.",
            "began": bots.stamped(time.time() - 10),
        },
    ),
    Creating(
        "learning:report", "milestone", "anonymous", {}, {}, {"pages_contact": 2},
        lambda here: {
            "name": "Grace", "email": "grace@example.org", "message": "It has ended.",
            "source": "", "began": bots.stamped(time.time() - 10),
        },
    ),
    Creating(
        "networks:add", "", "moderator", {Network: 1}, {"add": 1},
        typed={"name": "An alliance", "description": "For those who help."},
    ),
    Creating(
        "networks:take-in", "network", "moderator", {Member: 1}, {"take in": 1},
        typed=lambda here: {"organisation": here.inquiry.organisation.slug},
        read="networks:members",
    ),
    Creating(
        "moderation:words-add", "", "moderator", {Synonyms: 1}, {"add": 1},
        typed={"words": "LoF\nLeague of Friends", "note": ""},
    ),
    Creating("learning:checked", "milestone", "moderator", {}, {"check": 1}),
    Creating(
        "moderation:publish", "revision", "moderator", {Decision: 1},
        {"published": 1}, {"stories_published": 2}, {"identity_checked": "on"},
        read="moderation:review", state=State.SUBMITTED,
    ),
    Creating(
        "moderation:restore", "revision", "moderator", {Decision: 1},
        {"published": 1}, {"stories_restored": 2}, read="moderation:review",
        state=State.WITHDRAWN,
    ),
    Creating(
        "admin:taxonomy_enabler_add", "", "administrator", {Enabler: 1},
        typed={"name": "Light", "slug": "light", "order": 1},
    ),
]  # fmt: skip

# Steps that take a story, a request or a co-author further: whoever comes second is
# refused, by whichever door they come. test_transitions races their verbs.
STEPS = {
    "moderation:claim", "moderation:release", "moderation:schedule",
    "moderation:unschedule", "moderation:ask", "moderation:decline",
    "moderation:hold", "moderation:unhold", "moderation:withdraw",
    "stories:take-back", "stories:take-down", "stories:drop",
    "telling:discard", "telling:co-author-accept", "telling:co-author-remove",
    "organisations:decide", "organisations:leave",
}  # fmt: skip
# They change what is there, and the same change twice is one.
MAKES_NOTHING = {
    "accounts:name", "accounts:mail-again", "organisations:edit", "learning:edit",
    "moderation:words-edit", "networks:edit", "networks:take-out",
    "telling:move", "telling:resume", "stories:part-new-words",
}  # fmt: skip
