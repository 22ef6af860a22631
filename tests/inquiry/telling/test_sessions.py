"""A session that ends, or a token that changes, in the middle of typing."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from inquiry.telling.models import Answer
from tests import factories
from tests.inquiry.telling.pages import address, kept, text

pytestmark = pytest.mark.django_db
WORDS = "The words I was typing."


@pytest.fixture
def strict():
    """A browser with real tokens, which says where its forms come from."""
    here = {"origin": "http://testserver"}
    return Client(enforce_csrf_checks=True, headers=here)


def token(client, path):
    client.get(path)
    return client.cookies["csrftoken"].value


def typed(client, inquiry, **more):
    client.force_login(inquiry.begun_by)
    where = address(inquiry, "value")
    data = {"csrfmiddlewaretoken": token(client, where), "seen": 0, **more}
    return where, {"answer": WORDS, **data}


def test_an_ended_session_keeps_the_words_in_the_page(inquiry, strict):
    where, data = typed(strict, inquiry)
    strict.session.flush()

    page = strict.post(where, data)

    assert page.status_code == 403
    assert f'name="answer" hidden>{WORDS}</textarea>' in text(page)
    assert "Please sign in again" in text(page)
    assert not Answer.objects.exists()


def test_signing_in_again_leads_back_to_the_same_words_not_yet_saved(inquiry, strict):
    where, data = typed(strict, inquiry)
    strict.session.flush()
    strict.post(where, data)
    fresh = {"csrfmiddlewaretoken": strict.cookies["csrftoken"].value}
    sign_in = {"login": inquiry.begun_by.email, "password": factories.PASSWORD}

    back = strict.post(
        address(inquiry, "value", "resume"), {**data, **fresh, **sign_in}
    )
    unsaved = not Answer.objects.exists()
    fresh = {"csrfmiddlewaretoken": strict.cookies["csrftoken"].value}
    saved = strict.post(where, {**data, **fresh})

    assert back.status_code == 200
    assert f"{WORDS}</textarea>" in text(back)
    assert "Your words are here, and not saved yet" in text(back)
    assert unsaved
    assert saved.status_code == 302
    assert kept(inquiry, "value") == WORDS


def test_a_wrong_password_is_said_and_the_words_stay(inquiry, client):
    data = {"answer": WORDS, "login": inquiry.begun_by.email, "password": "wrong"}

    page = client.post(address(inquiry, "value", "resume"), data)

    assert "There is a problem" in text(page)
    assert WORDS in text(page)
    assert "wrong" not in text(page).replace("went wrong", "")


def test_somebody_else_who_signs_in_does_not_see_the_words(inquiry, client):
    other = factories.UserFactory()
    data = {"answer": WORDS, "login": other.email, "password": factories.PASSWORD}

    page = client.post(address(inquiry, "value", "resume"), data)

    assert page.status_code == 404
    assert WORDS not in text(page)
    assert not Answer.objects.exists()


def test_signing_in_in_another_tab_leads_back_too(inquiry, strict):
    where, data = typed(strict, inquiry)
    strict.session.flush()
    strict.post(where, data)
    strict.force_login(inquiry.begun_by)  # in the other tab; the token is an old one

    back = strict.post(address(inquiry, "value", "resume"), {**data, "go": "signed-in"})

    assert back.status_code == 200
    assert f"{WORDS}</textarea>" in text(back)


def test_saying_so_without_having_signed_in_keeps_the_words(inquiry, client):
    data = {"answer": WORDS, "go": "signed-in"}

    page = client.post(address(inquiry, "value", "resume"), data)

    assert "You are not signed in yet." in text(page)
    assert WORDS in text(page)


def test_an_account_that_asks_for_a_code_keeps_the_words_meanwhile(inquiry, client):
    person = inquiry.begun_by
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": "x"}
    )
    data = {"answer": WORDS, "login": person.email, "password": factories.PASSWORD}

    page = client.post(address(inquiry, "value", "resume"), data)

    assert "one more step" in text(page)
    assert reverse("mfa_authenticate") in text(page)
    assert WORDS in text(page)
    assert "_auth_user_id" not in client.session


def test_a_changed_token_keeps_the_words_and_saves_nothing(inquiry, strict):
    where, data = typed(strict, inquiry)

    page = strict.post(where, {**data, "csrfmiddlewaretoken": "x" * 64})
    unsaved = not Answer.objects.exists()
    fresh = {"csrfmiddlewaretoken": strict.cookies["csrftoken"].value}
    again = strict.post(where, {**data, **fresh})

    assert page.status_code == 403
    assert f"{WORDS}</textarea>" in text(page)
    assert unsaved
    assert again.status_code == 302
    assert kept(inquiry, "value") == WORDS


def test_a_request_from_elsewhere_without_a_token_saves_nothing(inquiry, strict):
    strict.force_login(inquiry.begun_by)

    page = strict.post(address(inquiry, "value"), {"answer": WORDS, "seen": 0})
    line = strict.post(address(inquiry, "value", "autosave"), {"answer": WORDS})

    assert (page.status_code, line.status_code) == (403, 403)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize("step", ["", "resume"])
def test_words_that_another_site_sends_stand_on_no_page(inquiry, signed_in, step):
    there = {"origin": "https://evil.example"}
    browser = Client(enforce_csrf_checks=True, headers=there)
    if signed_in:
        browser.force_login(inquiry.begun_by)

    where = address(inquiry, "value", *([step] if step else []))
    page = browser.post(where, {"answer": "Call 0900 now.", "seen": 0})

    assert page.status_code in {302, 403}
    assert "0900" not in text(page)


def test_saving_by_itself_after_the_session_ended_says_so(inquiry, client):
    line = client.post(address(inquiry, "value", "autosave"), {"answer": WORDS})

    assert line.status_code == 401
    assert "You are signed out. Your words are still here." in text(line)


def test_rows_travel_through_signing_in(inquiry, client):
    rows = {"row-0-organisation": "Us", "row-3-organisation": "Them"}
    sign_in = {"login": inquiry.begun_by.email, "password": factories.PASSWORD}

    back = text(
        client.post(address(inquiry, "partners", "resume"), {**rows, **sign_in})
    )

    assert 'value="Us"' in back
    assert 'value="Them"' in back


def test_the_page_says_nothing_of_a_story_that_may_not_exist(inquiry, client):
    real = client.post(address(inquiry, "value"), {"answer": WORDS})
    made_up = client.post(address(inquiry, "nonsense"), {"answer": WORDS})

    assert real.status_code == made_up.status_code == 403


def test_opening_a_question_signed_out_asks_to_sign_in_and_leads_back(inquiry, client):
    response = client.get(address(inquiry, "value"))

    assert response.status_code == 302
    assert response.url.endswith(f"?next={address(inquiry, 'value')}")
