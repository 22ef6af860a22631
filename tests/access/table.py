"""Every address of ours, and what each role gets there, by GET and by POST of nothing.

An answer is one word for each of ``world.ROLES``: a status, ``login`` for being sent
to sign in, and ``!`` where rows may change. It may depend on the state of the story.
"""

from dataclasses import dataclass

from casestudies.stories.workflow import State


@dataclass(frozen=True)
class Address:
    """``kind`` names the keyword arguments that the world gives to the address."""

    name: str
    kind: str
    get: str | dict
    post: str | dict

    def expected(self, method, state):
        answers = getattr(self, method)
        if isinstance(answers, str):
            return answers
        return answers.get(state, answers.get("else"))


def all_alike(word):
    return " ".join([word] * 7)


def signed_in(word):
    return " ".join(["login"] + [word] * 6)


def tellers(teller, co_author=None):
    """To everybody else the story is as if it did not exist."""
    return f"login {teller} {co_author or teller} 404 404 404 404"


def moderators(word):
    return f"login 403 403 403 403 {word} 403"


ALL = all_alike("200")
READ_ONLY = all_alike("405")
MEMBERS = signed_in("200")
NO_GET = NO_POST = signed_in("405")
TO_STATUS = tellers("302")


def desk(verb, **states):
    """A step of the desk: a POST of nothing names no revision, so it does nothing."""
    answers = {State.DRAFT: "404", **states}
    return Address(
        f"moderation:{verb}",
        "revision",
        NO_GET,
        {"else": moderators("409")} | {s: moderators(w) for s, w in answers.items()},
    )


PUBLIC = [
    Address("gallery:home", "", ALL, READ_ONLY),
    Address("gallery:list", "", ALL, READ_ONLY),
    Address("gallery:care-settings", "", ALL, READ_ONLY),
    Address("gallery:care-setting", "care setting", ALL, READ_ONLY),
    Address("gallery:themes", "", ALL, READ_ONLY),
    Address("gallery:theme", "theme", ALL, READ_ONLY),
    Address("insights:home", "", ALL, READ_ONLY),
    Address("insights:coverage", "", ALL, READ_ONLY),
    Address("gallery:make-the-case", "", ALL, READ_ONLY),
    Address("gallery:touch-points", "", ALL, READ_ONLY),
    Address("gallery:touch-point", "touch point", ALL, READ_ONLY),
    Address("gallery:enablers", "", ALL, READ_ONLY),
    Address("gallery:enabler", "enabler", ALL, READ_ONLY),
    Address("gallery:partner-types", "", ALL, READ_ONLY),
    Address("gallery:partner-type", "partner type", ALL, READ_ONLY),
    Address("tips:list", "", ALL, READ_ONLY),
    Address("tips:cards", "", ALL, READ_ONLY),
    Address("pages:about", "", ALL, READ_ONLY),
    Address("pages:choosing", "", ALL, READ_ONLY),
    Address("pages:privacy", "", ALL, READ_ONLY),
    Address("pages:accessibility", "", ALL, READ_ONLY),
    Address("pages:cookies", "", ALL, READ_ONLY),
    Address("pages:worried", "", ALL, READ_ONLY),
    Address("telling:start", "", ALL, READ_ONLY),
    Address("protocols:detail", "question set", ALL, READ_ONLY),
    Address("organisations:detail", "organisation", ALL, READ_ONLY),
    Address("post:mailbox", "", ALL, READ_ONLY),
    Address("post:message", "letter", ALL, READ_ONLY),
]
KEEPERS = "login 403 403 403 403 200 200"
LEARNING = [
    Address("learning:home", "", ALL, READ_ONLY),
    Address("learning:milestone", "milestone", ALL, READ_ONLY),
    Address("learning:add", "", KEEPERS, KEEPERS),
    Address("learning:edit", "milestone", KEEPERS, KEEPERS),
    Address("learning:checked", "milestone", NO_GET, "login 403 403 403 403 302! 302!"),
]
NETWORKS = [
    Address("insights:networks", "", ALL, READ_ONLY),
    Address("insights:network", "network", ALL, READ_ONLY),
    Address("networks:add", "", KEEPERS, KEEPERS),
    Address("networks:edit", "network", KEEPERS, KEEPERS),
    Address("networks:members", "network", KEEPERS, NO_POST),
    # A POST of nothing names no organisation.
    Address("networks:take-in", "network", NO_GET, "login 403 403 403 403 404 404"),
    Address("networks:take-out", "network", NO_GET, "login 403 403 403 403 404 404"),
]
ADMINISTRATOR = "login 403 403 403 403 403 200"
PAGES = [
    # A POST of nothing shows the form again, with what is missing.
    Address("pages:contact", "", ALL, ALL),
    Address("pages:contact-sent", "", ALL, READ_ONLY),
    Address("pages:edit", "about page", ADMINISTRATOR, ADMINISTRATOR),
    Address("pages:versions", "about page", ADMINISTRATOR, NO_POST),
    Address("pages:version", "page version", ADMINISTRATOR, NO_POST),
    # A POST of nothing has seen no version.
    Address("pages:restore", "page version", NO_GET, "login 403 403 403 403 403 302"),
]
MACHINES = [
    Address("running:live", "", ALL, READ_ONLY),
    Address("feeds:stories", "", ALL, READ_ONLY),
    Address("feeds:sitemap", "", ALL, READ_ONLY),
    Address("feeds:sitemap-section", "sitemap", ALL, READ_ONLY),
    Address("feeds:robots", "", ALL, READ_ONLY),
    # The world of the tests has no worker.
    Address("running:ready", "", all_alike("503"), READ_ONLY),
]
PEOPLE = [
    Address("accounts:home", "", MEMBERS, NO_POST),
    Address("accounts:name", "", MEMBERS, MEMBERS),
    Address(
        "accounts:mail-again",
        "given-up letter",
        NO_GET,
        "login 403 403 403 403 403 302!",
    ),
    Address("organisations:add", "", MEMBERS, MEMBERS),
    Address("organisations:find", "", MEMBERS, NO_POST),
    Address("organisations:decide", "request", NO_GET, "login 400 404 404 404 400 404"),
    Address(
        "organisations:edit",
        "organisation",
        "login 200 403 403 403 200 403",
        "login 200 403 403 403 200 403",
    ),
    # Members are told that they are; everybody else asks to be one.
    Address(
        "organisations:join",
        "organisation",
        NO_GET,
        "login 302 302! 302 302! 302! 302!",
    ),
    Address(
        "organisations:leave",
        "organisation",
        "login 200 404 200 404 404 404",
        "login 302! 404 302! 404 404 404",
    ),
    Address("stories:mine", "", MEMBERS, NO_POST),
    Address("telling:begin", "question set", MEMBERS, MEMBERS),
    Address("moderation:queue", "", moderators("200"), NO_POST),
]
TELLING = [
    Address("telling:tasks", "story", tellers("200"), NO_POST),
    Address(
        "telling:discard",
        "story",
        tellers("200", "403"),
        {State.DRAFT: tellers("302!", "403"), "else": tellers("302", "403")},
    ),
    # A POST of nothing shows the form again while the story is open.
    Address(
        "telling:move",
        "story",
        {State.DRAFT: tellers("200", "403"), "else": tellers("302", "403")},
        {State.DRAFT: tellers("200", "403"), "else": tellers("302", "403")},
    ),
    Address("telling:co-authors", "story", tellers("200"), tellers("200", "403")),
    Address(  # asked of those alone who are named
        "telling:co-author-accept",
        "story",
        tellers("404", "302"),
        tellers("404", "302"),
    ),
    Address("telling:co-author-remove", "co-author", NO_GET, tellers("302!", "403")),
    # A POST of nothing has seen no version: the kept answer and an empty one are shown.
    Address(
        "telling:question",
        "question",
        tellers("200"),
        "403 409 409 404 404 404 404",
    ),
    Address(
        "telling:autosave",
        "question",
        READ_ONLY,
        {  # what comes too late is set aside for who typed it
            State.DRAFT: "401 409! 409! 404 404 404 404",
            "else": "401 409 409 404 404 404 404",
        },
    ),
    Address(
        "telling:resume",
        "question",
        READ_ONLY,
        "403 200 200 404 404 404 404",
    ),
]
STORIES = [
    Address(
        "stories:detail",
        "page",
        {
            State.PUBLISHED: ALL,
            State.WITHDRAWN: all_alike("410"),
            "else": all_alike("404"),
        },
        READ_ONLY,
    ),
    Address(
        "tips:detail",
        "tip",
        {
            State.PUBLISHED: ALL,
            State.WITHDRAWN: all_alike("410"),
            "else": all_alike("404"),
        },
        READ_ONLY,
    ),
    Address(
        "stories:telling",
        "story",
        {State.DRAFT: tellers("200"), "else": TO_STATUS},
        NO_POST,
    ),
    Address("stories:compose", "story", tellers("302"), tellers("302")),
    # The way to the telling page, which asks who comes.
    Address(
        "stories:part",
        "place",
        all_alike("302"),
        "403 409! 409! 404 404 404 404",
    ),
    Address("stories:part-new-words", "answer", tellers("302"), tellers("302")),
    Address(
        "stories:check",
        "story",
        {State.DRAFT: tellers("200"), "else": TO_STATUS},
        tellers("302"),
    ),
    Address("stories:status", "story", tellers("200"), NO_POST),
    Address("stories:take-back", "story", TO_STATUS, TO_STATUS),
    # There is a draft of a next version to drop in none of the states of the world.
    Address("stories:drop", "story", TO_STATUS, TO_STATUS),
    Address(
        "stories:update",
        "story",
        TO_STATUS,
        {
            State.PUBLISHED: tellers("302!"),
            State.WITHDRAWN: tellers("302!"),
            "else": tellers("302"),
        },
    ),
    Address(
        "stories:take-down",
        "story",
        {State.PUBLISHED: tellers("200"), "else": tellers("404")},
        tellers("302"),
    ),
]
DESK = [
    Address(
        "moderation:review",
        "revision",
        {State.DRAFT: moderators("404"), "else": moderators("200")},
        NO_POST,
    ),
    desk("claim"),
    desk("release", submitted="403", published="403", withdrawn="403"),
    desk("publish"),
    desk("schedule"),
    desk("unschedule"),
    desk("ask"),
    desk("decline"),
    desk("hold"),
    desk("unhold", submitted="403", published="403", withdrawn="403"),
    desk("withdraw"),
    desk("restore", submitted="403", published="403"),
]
OF_STORIES = {"telling": TELLING, "stories": STORIES, "desk": DESK}
OF_PEOPLE = [*PUBLIC, *LEARNING, *NETWORKS, *PAGES, *PEOPLE, *TELLING, *STORIES, *DESK]
ADDRESSES = [*MACHINES, *OF_PEOPLE]

# The pages of the libraries, by the beginning of their names; each group has a test.
GROUPS = ("account_", "mfa_", "usersessions_", "admin:")
