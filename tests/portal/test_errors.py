"""Requests that cannot be answered."""

from http import HTTPStatus

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from portal import errors
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict_client():
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    return client


def test_a_changed_token_is_told_in_plain_words(strict_client):
    answer = strict_client.post(reverse("accounts:name"), {"name": "After"})

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "sign in" in answer.content.decode().lower()


def test_a_room_can_rescue_what_was_typed(strict_client, monkeypatch):
    monkeypatch.setitem(
        errors.RECOVERIES,
        "accounts:name",
        lambda request: HttpResponse(request.POST["name"]),
    )

    answer = strict_client.post(reverse("accounts:name"), {"name": "Typed"})

    assert answer.content == b"Typed"
