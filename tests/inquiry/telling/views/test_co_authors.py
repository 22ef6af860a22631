import re
import uuid

import pytest
from django.urls import reverse

from inquiry.telling import actions
from inquiry.telling.models import Answer, Inquiry
from tests import factories
from tests.inquiry.telling.pages import address, text

pytestmark = pytest.mark.django_db


def test_a_colleague_of_the_same_organisation_finds_nothing(inquiry, signed_in):
    colleague = factories.MembershipFactory(organisation=inquiry.organisation).user
    client = signed_in(colleague)
    paths = [
        inquiry.get_absolute_url(),
        address(inquiry, "value"),
        reverse("telling:co-authors", args=[inquiry.key]),
        reverse("telling:co-author-accept", args=[inquiry.key]),
        reverse("telling:discard", args=[inquiry.key]),
    ]

    for path in paths:
        assert client.get(path).status_code == 404, path
        # A page that only shows says 405 to everybody, whether it is there or not.
        assert client.post(path, {"answer": "x"}).status_code in {404, 405}, path
    autosave = address(inquiry, "value", "autosave")
    assert client.post(autosave, {"answer": "x"}).status_code == 404
    assert not Answer.objects.exists()


def test_a_co_author_is_asked_accepts_and_is_removed(inquiry, client):
    person = factories.UserFactory(email="beth@example.org")
    client.force_login(inquiry.begun_by)
    where = reverse("telling:co-authors", args=[inquiry.key])
    client.post(where, {"email": "Beth@Example.org"})
    client.post(address(inquiry, "value"), {"answer": "Private so far", "seen": 0})

    client.force_login(person)
    accept = reverse("telling:co-author-accept", args=[inquiry.key])
    before = client.get(inquiry.get_absolute_url()).status_code
    asked = text(client.get(accept))
    client.post(accept)
    after = client.get(inquiry.get_absolute_url()).status_code
    named = inquiry.co_authors.get()
    remove = reverse("telling:co-author-remove", args=[inquiry.key, named.key])
    refused = client.post(remove).status_code

    client.force_login(inquiry.begun_by)
    client.post(remove)
    client.force_login(person)
    removed = client.get(inquiry.get_absolute_url()).status_code

    assert "Private so far" not in asked
    assert (before, after, refused, removed) == (404, 200, 403, 404)


def test_removing_a_co_author_asks_first(inquiry, teller):
    named = actions.name_co_author(
        inquiry, by=inquiry.begun_by, email="beth@example.org"
    )
    remove = reverse("telling:co-author-remove", args=[inquiry.key, named.key])

    listed = teller.get(reverse("telling:co-authors", args=[inquiry.key]))
    asked = teller.get(remove)

    assert f'href="{remove}"' in text(listed)
    assert f'action="{remove}"' not in text(listed)
    assert "Do you want to remove beth@example.org?" in text(asked)
    assert inquiry.co_authors.exists()
    teller.post(remove)
    assert not inquiry.co_authors.exists()


def test_an_unverified_address_does_not_open_a_story(inquiry, signed_in):
    person = factories.UserFactory(email="beth@example.org", verified=False)
    actions.name_co_author(inquiry, by=inquiry.begun_by, email=person.email)

    accept = reverse("telling:co-author-accept", args=[inquiry.key])
    response = signed_in(person).post(accept)

    assert response.status_code == 404
    assert not Inquiry.objects.told_by(person).exists()


def test_without_an_invitation_the_page_says_for_which_address(inquiry, signed_in):
    """Whether the story exists or not: the two pages are the same."""
    actions.name_co_author(inquiry, by=inquiry.begun_by, email="beth@example.org")
    client = signed_in(factories.UserFactory(email="beth@example.net"))

    told, made_up = (
        client.get(reverse("telling:co-author-accept", args=[key]))
        for key in (inquiry.key, uuid.uuid4())
    )

    assert told.status_code == made_up.status_code == 404
    assert "We find no invitation for beth@example.net." in text(told)
    assert "Were you asked by another address?" in text(told)
    assert reverse("stories:mine") in told.text
    without_tokens = [
        re.sub(r'(nonce|csrfmiddlewaretoken" value)="[^"]*"', "", text(page))
        for page in (told, made_up)
    ]
    assert without_tokens[0].replace(str(inquiry.key), "") == re.sub(
        r"[0-9a-f]{8}-[-0-9a-f]{27}", "", without_tokens[1]
    )


def test_a_co_author_names_nobody_and_deletes_nothing(inquiry, signed_in):
    person = factories.UserFactory()
    named = actions.name_co_author(inquiry, by=inquiry.begun_by, email=person.email)
    actions.accept(named, by=person)
    client = signed_in(person)

    where = reverse("telling:co-authors", args=[inquiry.key])
    assert client.post(where, {"email": "x@example.org"}).status_code == 403
    discard = reverse("telling:discard", args=[inquiry.key])
    assert client.post(discard).status_code == 403


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Type their e-mail address."),
        ("nonsense", "Type an e-mail address, such as name@example.org."),
        ("OWN", "This is your own address."),
        ("there@example.org", "You have asked this person already."),
    ],
)
def test_a_wrong_address_gets_a_clear_sentence(email, sentence, inquiry, teller):
    actions.name_co_author(inquiry, by=inquiry.begun_by, email="there@example.org")
    where = reverse("telling:co-authors", args=[inquiry.key])
    email = inquiry.begun_by.email if email == "OWN" else email

    page = text(teller.post(where, {"email": email}))

    assert sentence in page


def test_deleting_a_draft_asks_first(inquiry, teller):
    where = reverse("telling:discard", args=[inquiry.key])

    asked = teller.get(where)
    still_there = Inquiry.objects.exists()
    teller.post(where)

    assert asked.status_code == 200
    assert still_there
    assert not Inquiry.objects.exists()
