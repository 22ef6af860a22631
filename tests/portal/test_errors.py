"""Requests that cannot be answered."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_form_of_another_site_is_refused_and_not_handed_back():
    client = Client(enforce_csrf_checks=True, headers={"origin": "https://evil.test"})
    client.force_login(UserFactory())

    answer = client.post(reverse("accounts:name"), {"name": "Slipped in"})

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "sign in" in answer.content.decode().lower()
    assert "Slipped in" not in answer.content.decode()


def test_the_address_of_a_form_opened_by_itself_leads_back(signed_in):
    key = "7d8f0f4e-6b6f-4a52-9d55-0a6f5b0ef001"
    ask = reverse("moderation:ask", args=[key])

    answer = signed_in(UserFactory()).get(ask)

    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert answer["Allow"] == "POST"
    assert "Nothing was changed" in page
    assert f'href="{reverse("moderation:review", args=[key])}"' in page


def test_only_a_page_of_ours_is_offered_one_level_up(signed_in):
    key = "7d8f0f4e-6b6f-4a52-9d55-0a6f5b0ef001"

    answer = signed_in(UserFactory()).get(reverse("organisations:decide", args=[key]))

    assert "page with the button" not in answer.content.decode()
