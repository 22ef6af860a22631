import datetime
import re
from collections import Counter

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from tests import factories

pytestmark = pytest.mark.django_db


def test_the_check_page_leads_back_to_each_fact(signed_in):
    draft = factories.draft_revision(protocol="hospital-shoe-pinches")
    browser = signed_in(draft.case_study.inquiry.begun_by)
    draft.inspired_by_other = "A walk in the next town."
    draft.started = datetime.date(2025, 3, 1)
    draft.save()

    key = draft.case_study.inquiry.key
    page = browser.get(reverse("stories:check", args=[key]))

    for place in ["touch_point", "when", "inspired_by", "partners", "tips"]:
        assertContains(page, f"#place-{place}")


def test_a_tick_that_may_be_left_out_says_so(signed_in):
    draft = factories.draft_revision()
    browser = signed_in(draft.case_study.inquiry.begun_by)

    page = browser.get(reverse("stories:check", args=[draft.case_study.inquiry.key]))

    ticks = draft.case_study.inquiry.version.consent["ticks"]
    left_out = [
        tick["key"]
        for tick in ticks
        if page.context["submit_form"].fields[f"tick-{tick['key']}"].help_text
    ]
    assert left_out == ["contact_ok"]
    assertContains(page, "You can leave this one out.", count=1)


def test_the_words_kept_over_a_sign_in_are_shown_without_the_button_pressed(client):
    key = factories.draft_revision().case_study.inquiry.key

    address = reverse("stories:part", args=[key, "value"])
    page = client.post(address, {"answer": "Typed words.", "seen": "1", "save": "1"})

    assert page.status_code == 403
    assert page.context["words"] == ["Typed words."]


def test_no_two_places_of_the_telling_share_an_anchor(signed_in):
    draft = factories.draft_revision()
    browser = signed_in(draft.case_study.inquiry.begun_by)

    key = draft.case_study.inquiry.key
    page = browser.get(reverse("stories:telling", args=[key])).content.decode()

    anchors = re.findall(r' id="([^"]+)"', page)
    assert [one for one, times in Counter(anchors).items() if times > 1] == []


def test_a_term_that_was_retired_since_stays_with_the_story(signed_in):
    draft = factories.draft_revision()
    browser = signed_in(draft.case_study.inquiry.begun_by)
    chosen = draft.care_settings.get()
    chosen.retired = True
    chosen.save()
    key = draft.case_study.inquiry.key

    page = browser.get(reverse("stories:telling", args=[key]))
    saved = browser.post(
        reverse("stories:part", args=[key, "terms"]),
        {
            "seen": draft.sources.get(key="terms").lock,
            "care_settings": [chosen.slug],
            "themes": [theme.slug for theme in draft.themes.all()],
        },
    )

    assertContains(page, f'value="{chosen.slug}"')
    assert saved.status_code == 302
    assert draft.care_settings.get() == chosen
