"""Whatever people do, and whatever goes wrong, none of their words are in the log."""

import io
import logging

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DataError, connection
from django.urls import reverse

from portal.logs import LineFormatter
from portal.post import jobs
from portal.post.models import Message
from tests import factories
from tests.access import asking, table, world

pytestmark = pytest.mark.django_db
WORD = "zyzzyva"
FIELDS = (
    "code email headline login message name next notes organisation password q "
    "reason seen story summary text tips-0-text title value"
)
TYPED = dict.fromkeys(FIELDS.split(), f"{WORD} {WORD}@example.org")
# Over https the token's check repeats the address before in its reason.
FROM_A_SEARCH = f"https://elsewhere.test/case-studies/?q={WORD}"


class BrokenBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise ConnectionError(f"{WORD} is no recipient: {email_messages[0].to}")


@pytest.fixture
def log():
    """``log()`` is the text so far, as the site writes it, at every level."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream.getvalue
    root.setLevel(before)
    root.removeHandler(handler)


def walk(here, role):
    """Every address with words in its query, its form and the address before it."""
    browser = asking.client(here.people[role], raise_request_exception=False)
    strict = asking.client(here.people[role], enforce_csrf_checks=True)
    for one in table.ADDRESSES:
        address = asking.address_of(one, here.kwargs)
        with asking.undone():
            browser.get(f"{address}?q={WORD}&next={WORD}", headers={"Referer": WORD})
        with asking.undone():
            browser.post(address, TYPED)
        with asking.undone():
            before = {"Referer": FROM_A_SEARCH}
            strict.post(address, TYPED, secure=True, headers=before)
    for path in (f"/{WORD}/", f"/case-studies/{WORD}/", f"/share/{WORD}/"):
        browser.get(path)


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("state", world.STATES)
@pytest.mark.parametrize(
    "role", ["anonymous", "teller", "co-author", "stranger", "moderator"]
)
def test_no_word_of_a_journey_is_in_the_log(role, state, log):
    here = world.build(
        state, answers={"title": f"Lunch with {WORD}", "story": f"{WORD} ate. All did."}
    )

    walk(here, role)

    assert '"message": "answered"' in log()
    assert WORD not in log().lower()
    assert "example.org" not in log()


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_reset_password"]
)
def test_no_word_of_coming_in_is_in_the_log(name, client, log):
    client.post(reverse(name), TYPED | {"email": f"{WORD}@example.org"})

    assert "answered" in log()
    assert WORD not in log().lower()


def test_no_word_is_in_the_log_when_a_page_fails(client, log):
    def refuse(execute, sql, params, many, context):
        raise DataError(f'value too long: "{WORD}"\nDETAIL: ({WORD})')

    client.raise_request_exception = False
    with connection.execute_wrapper(refuse):
        answer = client.get(reverse("gallery:list"), {"q": WORD})

    assert answer.status_code == 500
    assert '"type": "DataError"' in log()
    assert WORD not in log()


@pytest.mark.parametrize("broken", [False, True])
def test_the_mail_of_a_click_is_found_by_its_id_and_names_nobody(
    broken, settings, client, log
):
    if broken:
        settings.MAIL_DELIVERY_BACKEND = f"{__name__}.BrokenBackend"
    person = factories.UserFactory(name=WORD, email=f"{WORD}@example.org")
    answer = client.post(reverse("account_reset_password"), {"email": person.email})

    jobs.deliver(Message.objects.get().pk)

    [line] = [one for one in log().splitlines() if '"portal.post.jobs"' in one]
    assert f'"request": "{answer.headers["X-Request-ID"]}"' in line
    assert WORD not in log()


def test_the_word_would_be_seen(log):
    logging.getLogger("portal").warning("%s was here", WORD)

    assert WORD in log()
