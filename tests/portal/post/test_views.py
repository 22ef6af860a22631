from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.post import outbox
from portal.post.models import Message
from portal.record.models import Event
from tests.factories import UserFactory, administrator

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def sent(**fields):
    message = outbox.put(
        **{"kind": "test", "to": UserFactory().email, "subject": "Hello", **fields},
        body="Read this: https://example.org/page",
    )
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now())
    return message


def given_up(subject="Lost"):
    to = UserFactory().email
    message = outbox.put(kind="test", to=to, subject=subject, body="Text")
    Message.objects.filter(pk=message.pk).update(given_up_at=timezone.now())
    return message


def test_production_has_no_mailbox(client):
    message = sent()

    assert client.get("/demo/mailbox/").status_code == HTTPStatus.NOT_FOUND
    answer = client.get(f"/demo/mailbox/{message.key}/")
    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_everybody_reads_the_mail_of_the_demo(client, demo):
    message = sent()

    page = client.get(reverse("post:mailbox"))
    letter = client.get(reverse("post:message", args=[message.key]))

    assert "Hello" in page.content.decode()
    assert '<a href="https://example.org/page"' in letter.content.decode()


def test_the_mailbox_shows_only_what_is_sent(client, demo):
    waiting = outbox.put(kind="test", to="a@example.org", subject="Later", body="Text")

    page = client.get(reverse("post:mailbox"))
    letter = client.get(reverse("post:message", args=[waiting.key]))

    assert "Later" not in page.content.decode()
    assert letter.status_code == HTTPStatus.NOT_FOUND


def test_the_mailbox_can_be_cut_down_to_one_address(client, demo):
    sent(to="a@example.org", subject="For Ann")
    sent(to="b@example.org", subject="For Bob")

    page = client.get(reverse("post:mailbox"), {"to": "b@example"}).content.decode()

    assert "For Bob" in page
    assert "For Ann" not in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_mailbox_costs_the_same_however_much_is_in_it(
    client, demo, django_assert_num_queries, count
):
    for _number in range(count):
        sent()

    with django_assert_num_queries(2):
        client.get(reverse("post:mailbox"))


def test_an_administrator_tries_a_given_up_message_again(signed_in, no_second_factor):
    message, user = given_up(), administrator()
    client = signed_in(user)

    home = client.get(reverse("accounts:home"))
    client.post(reverse("accounts:mail-again", args=[message.key]))

    message.refresh_from_db()
    assert "Lost" in home.content.decode()
    assert message.given_up_at is None
    assert Event.objects.about(message).get().actor_key == str(user.key)


def test_an_administrator_reads_no_headline_of_a_draft(signed_in, no_second_factor):
    message = given_up("We have your story: Lunch at one table")
    client = signed_in(administrator())

    pages = [
        client.get(reverse(name, args=args)).content.decode()
        for name, args in [
            ("accounts:home", []),
            ("admin:post_message_changelist", []),
            ("admin:post_message_change", [message.pk]),
        ]
    ]

    assert ["We have your story" in page for page in pages] == [True] * 3
    assert ["Lunch" in page for page in pages] == [False] * 3


def test_others_neither_see_nor_try_given_up_messages(signed_in):
    message = given_up()
    client = signed_in(UserFactory())

    home = client.get(reverse("accounts:home"))
    answer = client.post(reverse("accounts:mail-again", args=[message.key]))

    assert "Lost" not in home.content.decode()
    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_a_message_that_was_not_given_up_stays_as_it_is(signed_in, no_second_factor):
    message = sent()

    signed_in(administrator()).post(reverse("accounts:mail-again", args=[message.key]))

    assert not Event.objects.about(message).exists()
