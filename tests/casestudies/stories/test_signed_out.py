"""The telling page after the session ended, or with a token that is not ours."""

import pytest
from django.test import Client

from tests.casestudies.stories.test_telling_page import address, save, text

pytestmark = pytest.mark.django_db


def test_words_survive_a_session_that_ended(client, key, draft, teller):
    client.force_login(teller)
    client.logout()

    out = save(client, key, "value", answer="Typed <before>.")
    client.force_login(teller)
    back = save(client, key, "value", answer="Typed <before>.")

    assert out.status_code == 403
    assert "Typed &lt;before&gt;.</textarea>" in out.content.decode()
    assert back.status_code == 302
    assert text(draft, "value") == "Typed <before>."


def test_a_preview_after_the_session_ended_leaves_the_words_where_they_are(client, key):
    response = client.post(
        address("part", key, "value"),
        {"seen": 1, "answer": "Typed.", "preview": "1"},
        headers={"HX-Request": "true"},
    )

    assert "Your words are still here" in response.content.decode()
    assert "<html" not in response.content.decode()


def test_words_survive_a_token_that_changed(key, draft, teller):
    here = {"origin": "http://testserver"}
    browser = Client(enforce_csrf_checks=True, headers=here)
    browser.force_login(teller)
    before = text(draft, "value")

    response = save(browser, key, "value", answer="Typed before.")

    assert response.status_code == 403
    assert "Typed before.</textarea>" in response.content.decode()
    assert text(draft, "value") == before


def test_words_that_another_site_sends_stand_on_no_page(key, draft, teller):
    browser = Client(
        enforce_csrf_checks=True, headers={"origin": "https://evil.example"}
    )
    browser.force_login(teller)

    response = save(browser, key, "value", answer="Call 0900 now.")

    assert response.status_code == 403
    assert "0900" not in response.content.decode()
