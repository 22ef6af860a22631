"""Making an account, and the ways to sign in."""

import re
import time
from http import HTTPStatus

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from portal.accounts import bots
from portal.accounts.models import User
from portal.post import outbox
from portal.post.models import Message
from portal.record.models import Event
from tests.factories import PASSWORD, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

NEW = {
    "name": "Grace Newcomer",
    "email": "Grace@Example.org",
    "password1": "three-odd-words",
    "organisation": "Friends of Newtown",
}


def last_code():
    body = Message.objects.latest("pk").body
    return re.search(r"^    (\S+)$", body, re.MULTILINE)[1]


def errors(response):
    return " ".join(response.context["form"].errors.get("__all__", []))


def sign_up(client, **changes):
    began = bots.stamped(time.time() - 10)
    fields = {**NEW, "began": began, **changes}
    return client.post(reverse("account_signup"), fields)


def sign_in(client, person, **more):
    fields = {"login": person.email, "password": PASSWORD, **more}
    return client.post(reverse("account_login"), fields)


def confirm(client):
    return client.post(
        reverse("account_email_verification_sent"), {"code": last_code()}
    )


def test_signing_up_asks_name_address_organisation_and_password(client):
    form = client.get(reverse("account_signup")).context["form"]

    assert list(form.fields) == ["name", "email", "organisation", "password1"]


def test_a_new_person_confirms_the_address_and_comes_to_their_organisation(client):
    sign_up(client)
    answer = confirm(client)

    user = User.objects.get()
    assert (user.name, user.email) == ("Grace Newcomer", "grace@example.org")
    assert EmailAddress.objects.get(user=user).verified
    assert Event.objects.about(user).get().verb == "sign_up"
    assert answer.url.startswith(reverse("organisations:find"))
    assert "Friends of Newtown" in client.get(answer.url).content.decode()


def test_after_the_organisation_a_new_person_comes_where_they_were_going(client):
    sign_up(client, next="/share/")
    found = confirm(client)

    page = client.get(found.url)

    assert page.context["next"] == "/share/"


def test_nobody_is_in_before_the_address_is_confirmed(client):
    sign_up(client)

    home = client.get(reverse("accounts:home"))
    later = client.post(
        reverse("account_login"), {"login": NEW["email"], "password": NEW["password1"]}
    )

    assert home.url.startswith(reverse("account_login"))
    assert later.url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session


def test_a_wrong_code_is_told_at_the_field(client):
    sign_up(client)

    answer = client.post(
        reverse("account_email_verification_sent"), {"code": "XXX-XXX"}
    )

    assert "This code is not right" in answer.content.decode()
    assert not EmailAddress.objects.get().verified


def test_an_address_that_has_an_account_gives_nothing_away(client):
    person = UserFactory()

    answer = sign_up(client, email=person.email)

    assert answer.url == reverse("account_email_verification_sent")
    assert Message.objects.get(to=person.email).subject == "You have an account already"
    assert User.objects.count() == 1


def test_bad_input_keeps_what_was_typed(client):
    answer = sign_up(client, email="not an address")

    page = answer.content.decode()
    assert "There is a problem" in page
    assert "not an address" in page
    assert "Friends of Newtown" in page


def test_a_person_signs_in_with_a_password(client):
    person = UserFactory()

    answer = sign_in(client, person)

    assert answer.url == reverse("accounts:home")
    assert client.get(answer.url).status_code == HTTPStatus.OK


def test_the_case_of_an_address_does_not_matter(client):
    person = UserFactory()

    answer = sign_in(client, person, login=person.email.upper())

    assert answer.url == reverse("accounts:home")


def test_signing_in_leads_where_the_person_was_going(client):
    person = UserFactory()
    wanted = reverse("organisations:find")
    led = client.get(wanted)
    page = client.get(led.url)

    answer = sign_in(client, person, next=wanted)

    assert f'name="next" value="{wanted}"' in page.content.decode()
    assert answer.url == wanted


def test_signing_in_never_leads_to_another_site(client):
    answer = sign_in(client, UserFactory(), next="https://elsewhere.example/")

    assert answer.url == reverse("accounts:home")


def test_a_person_signs_in_with_a_code(client):
    person = UserFactory()
    wanted = reverse("organisations:find")
    client.post(
        reverse("account_request_login_code"), {"email": person.email, "next": wanted}
    )

    answer = client.post(
        reverse("account_confirm_login_code"), {"code": last_code(), "next": wanted}
    )

    assert answer.url == wanted
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_forgotten_password_is_replaced(client):
    person = UserFactory()
    client.post(reverse("account_reset_password"), {"email": person.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": last_code()})
    new = "four-quite-odd-words"

    client.post(
        reverse("account_complete_password_reset"),
        {"password1": new, "password2": new},
    )

    person.refresh_from_db()
    assert person.check_password(new)
    assert Message.objects.latest("pk").subject == "Your password was changed"


@pytest.mark.parametrize("known", [True, False])
def test_codes_that_are_not_right_lead_to_where_a_new_one_is_asked_for(known, client):
    address = UserFactory().email if known else "nobody@example.org"
    client.post(reverse("account_reset_password"), {"email": address})

    for _number in range(3):
        answer = client.post(
            reverse("account_confirm_password_reset_code"), {"code": "WRONG"}
        )

    assert answer.url == reverse("account_reset_password")
    page = client.get(answer.url).text
    assert "That code no longer works. Ask for a new one." in page
    assert "Wait five minutes" not in page


def test_an_old_page_for_a_code_leads_to_where_a_new_one_is_asked_for(client):
    answer = client.get(reverse("account_confirm_password_reset_code"))

    assert answer.url == reverse("account_reset_password")


def ask_for_new_address(client, address):
    return client.post(reverse("account_email"), {"email": address, "action_add": "1"})


def test_an_address_changes_once_the_new_one_is_confirmed(client):
    person = UserFactory()
    old = person.email
    sign_in(client, person)
    is_it_you = ask_for_new_address(client, "new@example.org")
    client.post(is_it_you.url, {"password": PASSWORD})
    person.refresh_from_db()
    before = person.email

    confirm(client)

    person.refresh_from_db()
    assert (before, person.email) == (old, "new@example.org")
    assert EmailAddress.objects.get(user=person).email == "new@example.org"


def test_the_old_address_is_told_however_much_mail_it_had_that_day(client):
    """Else a thief would have codes sent to it first, and change it unseen then."""
    person = UserFactory()
    old = person.email
    sign_in(client, person)
    for _time in range(5):
        outbox.queue("account_login_code", to=old)
    is_it_you = ask_for_new_address(client, "new@example.org")
    client.post(is_it_you.url, {"password": PASSWORD})

    confirm(client)

    letter = Message.objects.get(kind="account_email_changed")
    assert letter.to == old


def test_changing_the_address_asks_for_the_password_again(client):
    sign_in(client, UserFactory())

    answer = ask_for_new_address(client, "new@example.org")

    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not Message.objects.exists()


def test_too_many_wrong_passwords_are_stopped(client):
    person = UserFactory()
    for _time in range(5):
        answer = sign_in(client, person, password="wrong")
        assert "is not right" in errors(answer)

    answer = sign_in(client, person)

    assert "a lot of tries" in errors(answer)


def test_a_closed_account_cannot_sign_in(client):
    person = UserFactory(is_active=False)

    sign_in(client, person)

    assert "_auth_user_id" not in client.session


def test_signing_out_is_not_done_by_a_link(signed_in):
    client = signed_in(UserFactory())

    page = client.get(reverse("account_logout"))

    assert page.status_code == HTTPStatus.OK
    assert "_auth_user_id" in client.session


def test_an_organisation_of_an_unconfirmed_person_has_no_public_page(client):
    known = OrganisationFactory(added_by=UserFactory())
    unknown = OrganisationFactory(added_by=UserFactory(verified=False))

    assert client.get(known.get_absolute_url()).status_code == HTTPStatus.OK
    assert client.get(unknown.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND


def test_somebody_else_on_the_same_computer_is_not_asked(client):
    sign_up(client)
    client.post(reverse("account_logout"))

    answer = sign_in(client, UserFactory())

    assert answer.url == reverse("accounts:home")


@pytest.mark.parametrize("address", ["", "no address"])
def test_an_address_that_is_none_is_told_at_the_field(client, address):
    page = sign_up(client, email=address).content.decode()

    sentence = "Type an e-mail address, such as name@example.org."
    assert page.count(sentence) == 2
