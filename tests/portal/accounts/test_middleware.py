"""What the browsers of people signed in may keep."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def private_pages(revision):
    inquiry = revision.case_study.inquiry
    draft = factories.draft_revision(by=inquiry.begun_by).case_study.inquiry
    question = reverse("telling:question", args=[inquiry.key, "value"])
    return {
        inquiry.begun_by: [
            reverse("stories:status", args=[inquiry.key]),
            reverse("stories:mine"),
            reverse("stories:check", args=[draft.key]),
            reverse("stories:telling", args=[draft.key]),
            reverse("telling:tasks", args=[inquiry.key]),
            question,
            reverse("telling:co-authors", args=[inquiry.key]),
            reverse("accounts:home"),
            reverse("account_email"),
            reverse("organisations:add"),
        ],
        factories.moderator(): [
            reverse("moderation:queue"),
            reverse("moderation:review", args=[revision.key]),
        ],
    }


def test_no_browser_keeps_a_page_of_somebody_signed_in(signed_in):
    for person, addresses in private_pages(factories.submitted_revision()).items():
        browser = signed_in(person)
        for address in addresses:
            page = browser.get(address)

            assert page.status_code == 200, address
            assert "no-store" in page.get("Cache-Control", ""), address


def test_a_public_page_may_be_kept_by_a_visitor(client):
    page = client.get(reverse("pages:about"))

    assert "no-store" not in page["Cache-Control"]


def test_words_typed_signed_out_are_not_kept_by_the_browser(client):
    inquiry = factories.answered_inquiry()
    where = reverse("telling:question", args=[inquiry.key, "value"])

    page = client.post(where, {"answer": "The words I was typing."})

    assert "The words I was typing." in page.content.decode()
    assert "no-store" in page["Cache-Control"]
