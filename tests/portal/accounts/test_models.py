import pytest
from django.db import IntegrityError

from portal.accounts.models import User
from tests.factories import OrganisationFactory, UserFactory, administrator

pytestmark = pytest.mark.django_db


@pytest.mark.both_databases
def test_one_account_an_address_whatever_its_case():
    UserFactory(email="grace@example.org")

    with pytest.raises(IntegrityError):
        UserFactory(email="Grace@example.org")


def test_a_person_is_called_by_the_name_or_else_the_address():
    assert str(User(name="Grace", email="g@example.org")) == "Grace"
    assert str(User(email="g@example.org")) == "g@example.org"


def test_a_superuser_has_no_rule_of_ours_for_that_alone():
    somebody = UserFactory(is_superuser=True)

    assert somebody.has_perm("auth.change_permission")
    assert not somebody.has_perm("organisations.edit", OrganisationFactory())


def test_a_closed_account_has_no_permission():
    assert administrator().has_perm("post.retry")
    assert not administrator(is_active=False).has_perm("post.retry")
