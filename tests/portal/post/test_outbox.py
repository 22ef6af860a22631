import pytest
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django_q.models import OrmQ

from portal.post import outbox
from portal.post.models import Message
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


class StopError(Exception):
    pass


@transaction.atomic
def queue_and_stop():
    outbox.put(kind="test", to="a@example.org", subject="Hello", body="Text")
    raise StopError


def test_the_first_line_of_the_template_is_the_subject():
    person = UserFactory(name="Grace")

    message = outbox.queue("account_login_code", to=person, context={"code": "ABC-DEF"})

    assert message.subject == "Please type this code to sign in"
    assert message.body.startswith("Hello Grace,\n\nType this code")
    assert "ABC-DEF" in message.body
    assert message.to == person.email


def test_text_is_not_escaped_as_if_it_were_a_page():
    person = UserFactory(name="O'Neil & Sons")

    message = outbox.queue("account_login_code", to=person, context={"code": "A"})

    assert "Hello O'Neil & Sons," in message.body


@pytest.mark.parametrize("breaker", ["\r\n", "\n", "\u2028", "\u2029", "\x0b", "\x85"])
def test_a_header_is_one_line(breaker):
    message = outbox.put(
        kind="test",
        to=f"person@example.org{breaker}Bcc: other@example.org",
        subject=f"Hello{breaker}Bcc: other@example.org",
        body="Text",
    )

    assert message.subject == "Hello Bcc: other@example.org"
    assert message.to == "person@example.org Bcc: other@example.org"


def test_a_person_cannot_smuggle_lines_into_a_subject():
    somebody = UserFactory(name="Eve\nBcc: other@example.org")
    context = {"person": somebody, "organisation": "Friends"}

    message = outbox.queue("organisation_request", to="a@example.org", context=context)

    assert "\n" not in message.subject
    assert message.subject.startswith("Please answer: Eve")


def test_queueing_wakes_the_worker():
    outbox.put(kind="test", to="a@example.org", subject="Hello", body="Text")

    assert OrmQ.objects.count() == 1


def test_nothing_is_sent_of_a_transaction_that_is_rolled_back():
    with pytest.raises(StopError):
        queue_and_stop()

    assert not Message.objects.exists()
    assert not OrmQ.objects.exists()


def test_mail_of_django_waits_in_the_outbox_for_each_address():
    email = EmailMessage("Hello", "Text", to=["a@example.org"], bcc=["b@example.org"])

    get_connection("portal.post.backends.OutboxBackend").send_messages([email])

    addresses = Message.objects.order_by("to").values_list("to", flat=True)
    assert list(addresses) == ["a@example.org", "b@example.org"]
