"""Nobody who has not asked for it gets more than three mails a day."""

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django_q.models import OrmQ

from casestudies.stories import letters
from portal.limits import counting
from portal.post import outbox
from portal.post.models import Message
from tests.factories import UserFactory, submitted_revision
from tests.portal.accounts.signing_up import sign_up
from tests.together.meeting import at_once

LETTERS = settings.BASE_DIR / "templates" / "mail"
STRANGER = "stranger@example.org"


def queue(to):
    return outbox.put(kind="x", to=to, subject="x", body="x")


@pytest.mark.django_db
def test_a_stranger_gets_three_mails_a_day():
    sent = [queue(STRANGER) for _time in range(10)]

    assert sum(message is not None for message in sent) == 3
    assert Message.objects.count() == OrmQ.objects.count() == 3


@pytest.mark.django_db
def test_the_next_day_has_mails_of_its_own(monkeypatch):
    now = 1_000_000
    monkeypatch.setattr(counting.time, "time", lambda: now)
    for _time in range(5):
        queue(STRANGER)
    now += outbox.DAY - 1
    queue(STRANGER)
    before = Message.objects.count()
    now += 1

    queue(STRANGER)

    assert (before, Message.objects.count()) == (3, 4)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spelling",
    ["Stranger@Example.org", "s.tranger@example.org", "stranger+x@example.org"],
)
def test_other_spellings_of_a_mailbox_count_with_it(spelling):
    for _time in range(3):
        queue(STRANGER)

    assert queue(spelling) is None


@pytest.mark.django_db
def test_who_has_shown_that_the_address_is_theirs_gets_all_mail():
    person = UserFactory()

    assert all(queue(person.email) for _time in range(10))


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"verified": False}, {"is_active": False}])
def test_an_account_alone_is_no_wish_for_mail(fields):
    person = UserFactory(**fields)

    assert sum(queue(person.email) is not None for _time in range(10)) == 3


@pytest.mark.django_db
def test_mail_of_django_and_its_libraries_counts_too(settings):
    settings.EMAIL_BACKEND = "portal.post.backends.OutboxBackend"
    for _time in range(5):
        EmailMessage("x", "x", to=[STRANGER]).send()

    assert Message.objects.count() == 3


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_connections_that_mail_at_once_send_three_together():
    sent = at_once(*[lambda: [queue(STRANGER) for _time in range(3)]] * 6)

    assert sum(message is not None for own in sent for message in own) == 3
    assert Message.objects.count() == 3


@pytest.mark.django_db
def test_a_stranger_is_not_called_by_a_name_that_somebody_typed(client):
    sign_up(client, STRANGER, name="Your card is blocked")

    letter = Message.objects.get(to=STRANGER)
    assert "blocked" not in letter.subject + letter.body
    assert not letter.body.startswith("Hello")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(path.stem for path in LETTERS.glob("*_*.txt")))
def test_no_letter_to_a_stranger_begins_with_an_empty_name(kind):
    """As to somebody who was made a contact before they confirmed their address."""
    anna = UserFactory(verified=False, name="Anna Byrne")

    letter = outbox.queue(kind, to=anna, context={"days": 3})

    assert "Byrne" not in letter.body
    assert not letter.body.startswith(("Dear ,", "Hello ,"))


@pytest.mark.django_db
def test_who_is_known_is_called_by_name():
    person = UserFactory(name="Anna Byrne")

    letter = outbox.queue("account_password_changed", to=person)

    assert letter.body.startswith("Hello Anna Byrne,")


@pytest.mark.django_db
def test_whose_account_is_closed_gets_no_letter_of_a_story():
    revision = submitted_revision()
    teller = revision.case_study.inquiry.begun_by
    Message.objects.all().delete()
    teller.is_active = False
    teller.save()

    letters.declined(revision, decision=None)

    assert not Message.objects.exists()
