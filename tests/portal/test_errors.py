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
