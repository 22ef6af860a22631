"""Promise 1 of the design: a form that is sent after the session ended loses no word."""

from html import unescape

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from casestudies.stories.models import Decision
from portal.organisations.models import Organisation
from tests import factories
from tests.access.reading import Page

pytestmark = pytest.mark.django_db
WORDS = 'Thank you.\n\nWho "held" the <keys>?'
HERE = {"origin": "http://testserver"}


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def strict():
    """A browser with real tokens, which says where its forms come from."""
    return Client(enforce_csrf_checks=True, headers=HERE)


def forms():
    inquiry = factories.answered_inquiry()
    revision = factories.submitted_revision()
    organisation = factories.OrganisationFactory()
    return {
        reverse("accounts:name"): "name",
        reverse("organisations:add"): "name",
        reverse("organisations:edit", args=[organisation.slug]): "description",
        reverse("telling:co-authors", args=[inquiry.key]): "email",
        reverse("moderation:ask", args=[revision.key]): "message",
        reverse("moderation:withdraw", args=[revision.key]): "note",
    }


def kept(page):
    """The hidden fields of the page, as a browser would send them."""
    tags = Page(page.content.decode()).tags
    names = [attrs["name"] for tag, attrs in tags if tag == "textarea"]
    values = page.content.decode().split(" hidden>")[1:]
    values = [unescape(value.partition("</textarea>")[0]) for value in values]
    return dict(zip(names, values, strict=True))


def token(client):
    return {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}


def test_every_form_hands_back_what_was_typed_when_the_session_has_ended(client):
    for address, field in forms().items():
        page = client.post(address, {field: WORDS, "add": "yes"})

        assert page.status_code == 403, address
        assert kept(page) == {field: WORDS, "add": "yes"}
        assert "no-store" in page["Cache-Control"]
        assert Page(page.content.decode()).faults() == []


def test_the_words_arrive_after_signing_in(strict):
    revision = factories.submitted_revision()
    moderator = factories.moderator()
    moderator.authenticator_set.all().delete()
    strict.force_login(moderator)
    strict.get(reverse("moderation:review", args=[revision.key]))
    where = reverse("moderation:decline", args=[revision.key])
    data = {"lock": revision.lock, "digest": revision.digest, "message": WORDS}
    data |= {"reason": "other", **token(strict)}
    strict.session.flush()

    signed_out = strict.post(where, data)
    old = token(strict)
    sign_in = {"login": moderator.email, "password": factories.PASSWORD}
    strict.post(reverse("account_login"), {**sign_in, **old})  # in the other tab
    in_again = strict.post(where, {**kept(signed_out), **old})
    before = Decision.objects.count()
    done = strict.post(where, {**kept(in_again), **token(strict)})

    assert (signed_out.status_code, in_again.status_code) == (403, 403)
    assert kept(signed_out) == kept(in_again)
    assert before == 0
    assert done.status_code == 302
    assert Decision.objects.get().message.replace("\r\n", "\n") == WORDS


def test_a_changed_token_hands_back_the_words_and_changes_nothing(strict):
    person = factories.UserFactory()
    strict.force_login(person)

    page = strict.post(
        reverse("accounts:name"), {"name": "After", "csrfmiddlewaretoken": "x" * 64}
    )
    person.refresh_from_db()
    unchanged = person.name
    done = strict.post(reverse("accounts:name"), {**kept(page), **token(strict)})
    person.refresh_from_db()

    assert page.status_code == 403
    assert "Send my words again" in page.content.decode()
    assert unchanged != "After"
    assert done.status_code == 302
    assert person.name == "After"


def test_somebody_else_who_signs_in_may_do_no_more_with_the_words(client):
    organisation = factories.OrganisationFactory()
    where = reverse("organisations:edit", args=[organisation.slug])
    page = client.post(where, {"name": "Ours now"})
    client.force_login(factories.UserFactory())

    answer = client.post(where, kept(page))

    assert answer.status_code == 403
    assert not Organisation.objects.filter(name="Ours now").exists()


def test_the_page_says_nothing_of_what_is_kept_at_the_address(client):
    revision = factories.submitted_revision()
    headline = revision.headline

    page = client.post(
        reverse("moderation:ask", args=[revision.key]), {"message": WORDS}
    )

    assert headline not in page.content.decode()


def test_pressing_the_button_before_signing_in_says_so(client):
    data = {"name": "After", "back-to-my-words": "1"}

    page = client.post(reverse("accounts:name"), data)

    assert "You are not signed in yet." in page.content.decode()
    assert kept(page) == {"name": "After"}


@pytest.mark.parametrize(
    ("name", "data", "more"),
    [
        ("accounts:name", {}, {}),
        ("accounts:name", {"csrfmiddlewaretoken": "x"}, {}),
        ("accounts:name", {"name": "After"}, {"headers": {"hx-request": "true"}}),
        ("account_change_password", {"oldpassword": "secret words"}, {}),
        ("admin:taxonomy_theme_add", {"name": "After"}, {}),
    ],
)
def test_what_holds_no_words_of_ours_leads_to_signing_in(client, name, data, more):
    response = client.post(reverse(name), data, **more)

    assert response.status_code == 302


@pytest.mark.parametrize(
    "sender", ["http://[x", "http://testserver.evil.example", "null"]
)
@pytest.mark.parametrize("header", ["Origin", "Referer"])
def test_a_sender_that_is_no_address_is_another_site(header, sender):
    strict = Client(enforce_csrf_checks=True, headers={header: sender})

    page = strict.post(reverse("pages:contact"), {"message": WORDS})

    assert page.status_code == 403
    assert "held" not in page.text


def test_a_password_is_never_handed_back(client):
    data = {"name": "After", "password": "secret", "new_password2": "secret"}

    page = client.post(reverse("accounts:name"), data)

    assert kept(page) == {"name": "After"}


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_whoever_was_signed_out_goes_on_with_the_same_words(
    script, visitor, axe, complaints
):
    person = factories.UserFactory()
    page = visitor(person, java_script_enabled=script)
    page.goto(reverse("accounts:name"))
    page.get_by_label("Name").fill("Priya Lindqvist")
    Session.objects.all().delete()
    page.get_by_role("button", name="Keep this name").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    if script:
        axe(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    tab = opened.value
    tab.get_by_label("E-mail address").fill(person.email)
    tab.get_by_label("Password", exact=True).fill(factories.PASSWORD)
    tab.get_by_role("button", name="Sign in").first.click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("account")
    page.get_by_role("button", name="I have signed in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Your words are not sent yet"
    )
    if script:
        axe(page)
    page.get_by_role("button", name="Send my words again").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("account")

    person.refresh_from_db()
    assert person.name == "Priya Lindqvist"
    complaints.clear()
