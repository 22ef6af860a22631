from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from portal.accounts.models import User
from portal.accounts.rules import ADMINISTRATOR
from portal.post.models import Message
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ADA = {"email": "Ada@Example.org", "name": "Ada"}


@pytest.fixture
def password(monkeypatch):
    monkeypatch.setenv("FIRST_PASSWORD", "three-odd-words")
    return "three-odd-words"


def make(**options):
    out = StringIO()
    call_command("create_administrator", stdout=out, **{**ADA, **options})
    return out.getvalue()


def test_the_first_administrator_can_sign_in(password):
    said = make(password_env="FIRST_PASSWORD")

    user = User.objects.get(email="ada@example.org")
    assert user.check_password(password)
    assert (user.is_staff, user.is_superuser) == (True, True)
    assert user.groups.get().name == ADMINISTRATOR
    assert EmailAddress.objects.get(user=user).verified
    assert "Administrator Ada <ada@example.org> is made." in said


def test_an_administrator_may_choose_the_password_by_mail():
    said = make(by_email=True)

    assert not User.objects.get().has_usable_password()
    assert "password/reset" in Message.objects.get().body
    assert "queued" in said


def test_a_password_typed_twice_must_be_the_same(monkeypatch):
    typed = iter(["three-odd-words", "four-odd-words"])
    path = "portal.accounts.management.commands.create_administrator.getpass"
    monkeypatch.setattr(path, lambda prompt: next(typed))

    with pytest.raises(CommandError, match="not the same"):
        make()

    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"email": "no address"}, "not an e-mail address"),
        ({"password_env": "NO_SUCH_VARIABLE"}, "is empty"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_made(password, changes, reason):
    with pytest.raises(CommandError, match=reason):
        make(**{"password_env": "FIRST_PASSWORD", **changes})

    assert not User.objects.exists()


def test_a_weak_password_is_refused(monkeypatch):
    monkeypatch.setenv("FIRST_PASSWORD", "123")

    with pytest.raises(CommandError, match="too short"):
        make(password_env="FIRST_PASSWORD")


def test_an_address_is_taken_once(password):
    UserFactory(email="ada@example.org")

    with pytest.raises(CommandError, match="already"):
        make(password_env="FIRST_PASSWORD")
