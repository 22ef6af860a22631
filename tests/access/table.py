"""Every address of ours, and what each role gets there, by GET and by POST of nothing.

An answer is one word for each of ``world.ROLES``: a status, ``login`` for being sent
to sign in, ``factor`` for being sent to set up a second one, and ``!`` where rows may
change. It may depend on the state of the story, or of what else was done with it.
"""

from dataclasses import dataclass

from casestudies.stories.workflow import State
from tests.access import world


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

    def takes(self, method):
        """Whether the address is there for the method at all."""
        answers = getattr(self, method)
        every = [answers] if isinstance(answers, str) else answers.values()
        return not {word for words in every for word in words.split()} <= NOT_TAKEN


NOT_TAKEN = {"405", "login", "factor"}


def words(everybody, **others):
    """A word for each role; ``others`` by role, with _ for what their names hold."""
    said = dict.fromkeys(world.ROLES, everybody) | {"unproven": "factor"}
    said |= {role.replace("_", "-"): word for role, word in others.items()}
    assert said.keys() == set(world.ROLES), said
    return " ".join(said.values())


def all_alike(word):
    return words(word)


def signed_in(word, **others):
    return words(word, **{"anonymous": "login"} | others)


def tellers(teller, co_author=None, *, anonymous="login"):
    """To everybody else the story is as if it did not exist."""
    told = {"teller": teller, "co_author": co_author or teller}
    return words("404", anonymous=anonymous, **told)


def desk_people(moderator, safeguarding):
    return signed_in("403", moderator=moderator, safeguarding=safeguarding)


def moderators(word):
    """A safeguarding contact comes to the desk too, where what is not held is not."""
    return desk_people(word, "404")


ALL = all_alike("200")
READ_ONLY = all_alike("405")
MEMBERS = signed_in("200")
NO_GET = NO_POST = signed_in("405")
TO_STATUS = tellers("302")


# Nothing of the story is open, so that its tellers may begin the next version.
DONE = [State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN, State.DECLINED]


def while_open(words, otherwise):
    """While answers can be changed: a draft, of the first version or a next one."""
    drafts = [State.DRAFT, State.CHANGES_REQUESTED, world.UPDATED]
    return {"else": otherwise} | dict.fromkeys(drafts, words)


def while_up(words, otherwise):
    """While a page of the story is up, in this revision or in another."""
    states = [State.PUBLISHED, State.SUPERSEDED, world.UPDATED]
    return {"else": otherwise} | dict.fromkeys(states, words)


def desk(verb, otherwise="409", held="404", **states):
    """A step of the desk: a POST of nothing names no revision, so it does nothing.

    ``held`` is the word for a safeguarding contact while a story is held.
    """
    answers = {"else": otherwise, State.DRAFT: "404", world.UPDATED: "404", **states}
    by_state = {state: moderators(word) for state, word in answers.items()}
    by_state[world.HELD] = desk_people("403", held)
    return Address(f"moderation:{verb}", "revision", NO_GET, by_state)


PUBLIC = [
    Address("gallery:home", "", ALL, READ_ONLY),
    Address("gallery:list", "", ALL, READ_ONLY),
    Address("gallery:map", "", ALL, READ_ONLY),
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
KEEPERS = signed_in("403", moderator="200", administrator="200")
LEARNING = [
    Address("learning:home", "", ALL, READ_ONLY),
    Address("learning:milestone", "milestone", ALL, READ_ONLY),
    Address("learning:report", "milestone", ALL, ALL),
    Address("learning:add", "", KEEPERS, KEEPERS),
    Address("learning:edit", "milestone", KEEPERS, KEEPERS),
    Address(
        "learning:checked",
        "milestone",
        NO_GET,
        signed_in("403", moderator="302!", administrator="302!"),
    ),
]
MISSED = signed_in("403", moderator="404", administrator="404")
NETWORKS = [
    Address("insights:networks", "", ALL, READ_ONLY),
    Address("insights:network", "network", ALL, READ_ONLY),
    Address("moderation:words", "", KEEPERS, NO_POST),
    Address("moderation:words-add", "", KEEPERS, KEEPERS),
    Address("moderation:words-edit", "synonyms", KEEPERS, KEEPERS),
    Address("networks:add", "", KEEPERS, KEEPERS),
    Address("networks:edit", "network", KEEPERS, KEEPERS),
    Address("networks:members", "network", KEEPERS, NO_POST),
    # A POST of nothing names no organisation.
    Address("networks:take-in", "network", NO_GET, MISSED),
    Address("networks:take-out", "network", NO_GET, MISSED),
]
ADMINISTRATOR = signed_in("403", administrator="200")
PAGES = [
    # A POST of nothing shows the form again, with what is missing.
    Address("pages:contact", "", ALL, ALL),
    Address("pages:contact-sent", "", ALL, READ_ONLY),
    Address("pages:edit", "about page", ADMINISTRATOR, ADMINISTRATOR),
    Address("pages:versions", "about page", ADMINISTRATOR, NO_POST),
    Address("pages:version", "page version", ADMINISTRATOR, NO_POST),
    # A POST of nothing has seen no version.
    Address(
        "pages:restore", "page version", NO_GET, signed_in("403", administrator="302")
    ),
]
MACHINES = [
    Address("gallery:suggest", "", ALL, READ_ONLY),
    Address("feeds:stories", "", ALL, READ_ONLY),
    Address("feeds:sitemap", "", ALL, READ_ONLY),
    Address("feeds:sitemap-section", "sitemap", ALL, READ_ONLY),
    Address("feeds:robots", "", ALL, READ_ONLY),
    # These two know nobody.
    Address(
        "running:live", "", words("200", unproven="200"), words("405", unproven="405")
    ),
    # The world of the tests has no worker.
    Address(
        "running:ready", "", words("503", unproven="503"), words("405", unproven="405")
    ),
]
PEOPLE = [
    Address("accounts:home", "", MEMBERS, NO_POST),
    Address("accounts:name", "", MEMBERS, MEMBERS),
    Address(
        "accounts:mail-again",
        "given-up letter",
        NO_GET,
        signed_in("403", administrator="302!"),
    ),
    Address("organisations:add", "", MEMBERS, MEMBERS),
    Address("organisations:find", "", MEMBERS, NO_POST),
    Address(
        "organisations:decide",
        "request",
        NO_GET,
        signed_in("404", teller="400", moderator="400"),
    ),
    Address(
        "organisations:edit",
        "organisation",
        signed_in("403", teller="200", moderator="200"),
        signed_in("403", teller="200", moderator="200"),
    ),
    # Members are told that they are; everybody else asks to be one.
    Address(
        "organisations:join",
        "organisation",
        NO_GET,
        signed_in("302!", teller="302", colleague="302"),
    ),
    Address(
        "organisations:leave",
        "organisation",
        signed_in("404", teller="200", colleague="200"),
        signed_in("404", teller="302!", colleague="302!"),
    ),
    Address("stories:mine", "", MEMBERS, NO_POST),
    Address("telling:begin", "question set", MEMBERS, MEMBERS),
    Address("moderation:queue", "", desk_people("200", "200"), NO_POST),
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
        while_open(tellers("200", "403"), tellers("302", "403")),
        while_open(tellers("200", "403"), tellers("302", "403")),
    ),
    Address("telling:co-authors", "story", tellers("200"), tellers("200", "403")),
    Address(  # asked of those alone who are named
        "telling:co-author-accept",
        "story",
        tellers("404", "302"),
        tellers("404", "302"),
    ),
    Address(
        "telling:co-author-remove",
        "co-author",
        tellers("200", "403"),
        tellers("302!", "403"),
    ),
    # A POST of nothing has seen no version: the kept answer and an empty one are shown.
    # What comes once the story is sent is set aside for who typed it.
    Address(
        "telling:question",
        "question",
        tellers("200"),
        while_open(tellers("409", anonymous="403"), tellers("409!", anonymous="403")),
    ),
    Address(
        "telling:autosave",
        "question",
        READ_ONLY,
        # What comes too late is set aside for who typed it.
        tellers("409!", anonymous="401"),
    ),
    Address(
        "telling:resume",
        "question",
        READ_ONLY,
        tellers("200", anonymous="403"),
    ),
]
STORIES = [
    Address(
        "stories:detail",
        "page",
        while_up(ALL, all_alike("404")) | {State.WITHDRAWN: all_alike("410")},
        READ_ONLY,
    ),
    Address(
        "tips:detail",
        "tip",
        while_up(ALL, all_alike("404")) | {State.WITHDRAWN: all_alike("410")},
        READ_ONLY,
    ),
    Address(
        "stories:telling",
        "story",
        while_open(tellers("200"), TO_STATUS),
        NO_POST,
    ),
    Address("stories:compose", "story", tellers("302"), tellers("302")),
    # The way to the telling page, which asks who comes.
    Address(
        "stories:part",
        "place",
        all_alike("302"),
        tellers("409!", anonymous="403"),
    ),
    Address("stories:part-new-words", "answer", tellers("302"), tellers("302")),
    Address(
        "stories:check",
        "story",
        while_open(tellers("200"), TO_STATUS),
        tellers("302"),
    ),
    Address("stories:status", "story", tellers("200"), NO_POST),
    Address("stories:take-back", "story", TO_STATUS, TO_STATUS),
    # A POST of nothing names no draft, so none is dropped.
    Address(
        "stories:drop",
        "story",
        while_open(tellers("200"), TO_STATUS) | {State.DRAFT: TO_STATUS},
        TO_STATUS,
    ),
    Address(
        "stories:update",
        "story",
        TO_STATUS,
        {"else": tellers("302")} | dict.fromkeys(DONE, tellers("302!")),
    ),
    Address(
        "stories:take-down",
        "story",
        while_up(tellers("200"), tellers("404")),
        tellers("302"),
    ),
]
DESK = [
    Address(
        "moderation:review",
        "revision",
        {
            State.DRAFT: moderators("404"),
            world.UPDATED: moderators("404"),
            world.HELD: desk_people("403", "200"),
            "else": moderators("200"),
        },
        NO_POST,
    ),
    desk("claim", held="403"),
    desk("release", "403", held="403"),
    desk("publish", held="403"),
    desk("schedule", held="403"),
    desk("unschedule", held="403"),
    desk("ask", held="403"),
    desk("decline", held="409"),
    desk("hold", held="403"),
    desk("unhold", "403", held="409"),
    desk("withdraw", held="403"),
    desk("restore", "403", held="403", withdrawn="409"),
]
OF_STORIES = {"telling": TELLING, "stories": STORIES, "desk": DESK}
KINDS_OF_STORIES = {one.kind for addresses in OF_STORIES.values() for one in addresses}
OF_PEOPLE = [*PUBLIC, *LEARNING, *NETWORKS, *PAGES, *PEOPLE, *TELLING, *STORIES, *DESK]
ADDRESSES = [*MACHINES, *OF_PEOPLE]

# The pages of the libraries, by the beginning of their names; each group has a test.
GROUPS = ("account_", "mfa_", "usersessions_", "admin:")
