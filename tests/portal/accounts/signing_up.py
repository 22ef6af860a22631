"""Signing up as people and programs do."""

import re
import time

from django.urls import reverse

from portal.accounts import bots
from portal.post.models import Message

PASSWORD = "three-odd-words"


def form(email="grace@example.org", *, seconds=10, **changes):
    """The fields of a form that has been open for so many seconds."""
    return {
        "name": "Grace Newcomer",
        "email": email,
        "organisation": "Friends of Newtown",
        "password1": PASSWORD,
        "began": bots.stamped(time.time() - seconds),
        "homepage": "",
        **changes,
    }


def sign_up(client, email="grace@example.org", **more):
    return client.post(reverse("account_signup"), form(email, **more))


def last_code():
    body = Message.objects.latest("pk").body
    return re.search(r"^    (\S+)$", body, re.MULTILINE)[1]


def come_in_by_code(client, email):
    client.post(reverse("account_request_login_code"), {"email": email})
    client.post(reverse("account_confirm_login_code"), {"code": last_code()})
    return "_auth_user_id" in client.session
