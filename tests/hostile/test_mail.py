"""Line ends in names and subjects: one letter, and the head that it always has."""

import email
import re
from email import policy

import pytest
from django.conf import settings as site_settings
from django.urls import reverse

from portal.post import jobs, outbox
from portal.post.models import Message
from tests import factories
from tests.access import asking
from tests.falling.sink import sink

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

BREAKS = [
    "\r\n",
    "\n",
    "\r",
    "\u2028",
    "\u2029",
    "\x85",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1e",
]
HEAD = {
    "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To",
    "Date", "Message-ID", "Auto-Submitted",
}  # fmt: skip
TEMPLATES = sorted(
    path.stem
    for path in (site_settings.BASE_DIR / "templates" / "mail").glob("*.txt")
    if path.stem != "account"  # which the others extend
)


@pytest.fixture
def post_office(settings):
    """``post_office()`` hands all that waits to a mail server and gives its letters."""
    settings.MAIL_DELIVERY_BACKEND = "portal.post.backends.SmtpBackend"
    settings.EMAIL_HOST = "127.0.0.1"

    with sink() as server:
        settings.EMAIL_PORT = server.port

        def hand_on():
            waiting = Message.objects.waiting().count()
            assert jobs.deliver_due() == waiting
            assert len(server.texts) == waiting
            return server.texts

        yield hand_on


def evil(end):
    """A name that would be more than one line of a head, or the end of it."""
    return (
        f"Jo{end}Bcc: all@evil.test{end}X-Evil: yes{end}{end}Evil words{end}.{end}QUIT"
    )


ONE_LINE = "Jo Bcc: all@evil.test X-Evil: yes Evil words . QUIT"


def lines_of_head(raw):
    head, _, _body = raw.partition(b"\r\n\r\n")
    unfolded = re.sub(rb"\r\n[ \t]", b" ", head)
    return unfolded.split(b"\r\n")


def faults(raw):
    """What is wrong with a letter as the server received it, byte by byte."""
    lines = lines_of_head(raw)
    names = [line.partition(b":")[0].decode("latin-1") for line in lines]
    found = [] if sorted(names) == sorted(HEAD) else [names]
    if any(re.search(rb"[^\x20-\x7e]", line) for line in lines):
        found.append(lines)
    letter = email.message_from_bytes(raw, policy=policy.default)
    if len(letter["Subject"].splitlines()) != 1 or "evil" in str(letter["To"]):
        found.append(letter["Subject"])
    return found


def subject(raw):
    return email.message_from_bytes(raw, policy=policy.default)["Subject"]


class Everything:
    """Whatever a template of mail asks for, with the same words in it."""

    def __init__(self, words):
        self.words = words

    def __str__(self):
        return self.words

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self.words


def context(words):
    names = "headline name where who code email day days by address time path number "
    names += "question note at browser named_by status_path review_path public_path "
    names += "to_email from_email deleted_email decision person organisation inquiry"
    values = dict.fromkeys(names.split(), words)
    objects = dict.fromkeys(["person", "organisation"], Everything(ONE_LINE))
    objects["decision"] = Everything(words)
    return {**values, **objects, "days": 2, "count": 2, "notes": [(words, words)]}


@pytest.mark.parametrize("end", BREAKS, ids=ascii)
def test_every_letter_keeps_its_head_whatever_is_in_its_words(post_office, end):
    person = factories.UserFactory(name=evil(end))

    for kind in TEMPLATES:
        outbox.queue(kind, to=person, context=context(evil(end)))

    texts = post_office()
    assert len(texts) == len(TEMPLATES)
    assert [found for found in map(faults, texts) if found] == []
    # Neither cut nor with a break that some programs know.
    with_words = [one for one in map(subject, texts) if "Jo" in one]
    assert len(with_words) >= 8
    assert [one for one in with_words if ONE_LINE not in one] == []


def sent(browser, path, fields):
    answer = browser.post(path, fields)
    assert answer.status_code == 302, answer.content.decode()[:3000]


@pytest.mark.parametrize("end", [*BREAKS, "\x01"], ids=ascii)
def test_what_is_typed_as_a_name_is_kept_as_one_line(end):
    person, terms = factories.UserFactory(), factories.OrganisationFactory()
    browser = asking.client(person)
    home = {"partner_type": terms.partner_type_id, "nation": terms.nation_id}

    sent(browser, reverse("accounts:name"), {"name": f"Jo{end}Bcc: all{end}"})
    sent(browser, reverse("organisations:add"), {"name": evil(end), **home})

    person.refresh_from_db()
    assert person.name == "Jo Bcc: all"
    assert person.memberships.get().organisation.name == ONE_LINE


def test_a_name_of_nothing_but_controls_is_no_name():
    browser = asking.client(factories.UserFactory())

    answer = browser.post(reverse("accounts:name"), {"name": "\x01\x02"})

    assert answer.context["form"].errors == {"name": ["Type a name."]}


def test_letters_about_a_story_and_its_people_keep_their_heads(post_office):
    ends = "\r\n\u2028"
    teller = factories.UserFactory(name=evil(ends))
    home = factories.OrganisationFactory(name=evil(ends))
    factories.MembershipFactory(user=teller, organisation=home, is_owner=True)
    title = {"title": evil(ends)}
    factories.published_study(by=teller, organisation=home, answers=title)
    asking.client(factories.UserFactory(name=evil("\n"))).post(
        reverse("organisations:join", args=[home.slug])
    )
    asking.client(None).post(reverse("account_reset_password"), {"email": teller.email})

    texts = post_office()

    assert len(texts) >= 4
    assert [found for found in map(faults, texts) if found] == []
