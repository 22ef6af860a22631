"""Accounts that nobody has confirmed go after thirty days, and no others."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts import jobs
from portal.accounts.models import User
from portal.record.models import Event
from tests.factories import UserFactory
from tests.portal.accounts.signing_up import come_in_by_code, sign_up

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ADDRESS = "victim@example.org"


def days_ago(days):
    return timezone.now() - timedelta(days=days)


def unconfirmed(days=31, **fields):
    return UserFactory(verified=False, joined_at=days_ago(days), **fields)


def test_an_account_that_nobody_confirmed_goes_after_thirty_days_and_is_on_the_record():
    sign_up(Client(), ADDRESS)
    User.objects.update(joined_at=days_ago(30))
    gone = User.objects.get()

    deleted = jobs.delete_unconfirmed()

    assert deleted == 1
    assert not User.objects.exists()
    assert not EmailAddress.objects.exists()
    [*_before, event] = Event.objects.about(gone)
    assert (event.verb, event.actor_key) == ("delete", "")


@pytest.mark.parametrize(
    "make",
    [
        lambda: unconfirmed(days=29),
        lambda: UserFactory(joined_at=days_ago(400)),
        lambda: unconfirmed(last_login=days_ago(31)),
        lambda: unconfirmed(is_staff=True),
        lambda: get_user_model().objects.create_superuser(
            "root@example.org", "x", joined_at=days_ago(400)
        ),
        lambda: EmailAddress.objects.create(
            user=unconfirmed(), email="second@example.org", verified=True
        ),
    ],
    ids=["young", "confirmed", "used", "staff", "by a command", "second address"],
)
def test_no_other_account_goes(make):
    make()

    assert jobs.delete_unconfirmed() == 0
    assert User.objects.count() == 1


def test_the_owner_of_the_address_can_sign_up_afterwards():
    sign_up(Client(), ADDRESS)
    User.objects.update(joined_at=days_ago(31))
    jobs.delete_unconfirmed()

    sign_up(Client(), ADDRESS)

    assert come_in_by_code(Client(), ADDRESS)


@pytest.mark.parametrize("count", [10, 200])
def test_many_go_a_few_at_a_time(count, django_assert_max_num_queries):
    people = [
        User(email=f"n{n}@example.org", joined_at=days_ago(31)) for n in range(count)
    ]
    User.objects.bulk_create(people)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True) for user in people
    )
    batches = -(-count // jobs.BATCH)

    with django_assert_max_num_queries(count + 60 * (batches + 1)):
        assert jobs.delete_unconfirmed() == count


@pytest.mark.django_db(transaction=True)
def test_who_confirms_at_that_moment_keeps_the_account():
    user = unconfirmed()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            EmailAddress.objects.filter(user=user).update(verified=True)
            deleted = pool.submit(in_a_thread, jobs.delete_unconfirmed)
            waits(deleted)
        assert deleted.result(20) == 0

    assert User.objects.get() == user


def waits(future):
    """It has come to the lock, or has looked too early; both must be right."""
    with pytest.raises(TimeoutError):
        future.result(0.5)


def in_a_thread(act):
    try:
        return act()
    finally:
        connection.close()


def test_people_are_told_before_they_sign_up_and_in_how_we_use_data(client):
    pages = [client.get(reverse(name)) for name in ("account_signup", "pages:privacy")]

    assert all(b"30 days" in page.content for page in pages)
