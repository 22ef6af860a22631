"""What was chosen before it was retired stays with the story, and may be sent."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from casestudies.stories import readiness
from casestudies.stories.models import Revision
from inquiry.protocols import kinds
from portal.taxonomy.models import (
    Enabler,
    IntegratedCareBoard,
    Nation,
    PartnerType,
    Region,
)
from tests import factories

pytestmark = pytest.mark.django_db


def file_under(draft, board):
    """Tell the draft from a board, and retire or close all that it is filed under."""
    region = board.region
    places = {"board": board, "region": region, "nation": region.nation}
    Revision.objects.filter(pk=draft.pk).update(**places)
    for model in (Nation, Region):
        model.objects.update(retired=True)
    IntegratedCareBoard.objects.filter(pk=board.pk).update(
        valid_to=datetime.date(2026, 3, 31), retired=True
    )
    return {name: term.slug for name, term in places.items()}


def test_the_place_of_a_story_stays_on_offer(signed_in):
    draft = factories.draft_revision()
    key = draft.case_study.inquiry.key
    browser = signed_in(draft.case_study.inquiry.begun_by)
    slugs = file_under(draft, IntegratedCareBoard.objects.first())

    page = browser.get(reverse("stories:telling", args=[key]))
    saved = browser.post(
        reverse("stories:part", args=[key, "place"]),
        {"seen": draft.sources.get(key="place").lock, **slugs},
    )

    for slug in slugs.values():
        assertContains(page, f'<option value="{slug}" selected>')
    assert saved.status_code == 302
    draft.refresh_from_db()
    kept = {name: getattr(draft, name).slug for name in slugs}
    assert kept == slugs


def test_a_board_says_that_it_has_closed_only_when_it_has(signed_in):
    draft = factories.draft_revision()
    key = draft.case_study.inquiry.key
    board = IntegratedCareBoard.objects.filter(valid_to=None).first()
    board.valid_to = timezone.localdate()
    board.save()

    browser = signed_in(draft.case_study.inquiry.begun_by)
    page = browser.get(reverse("stories:telling", args=[key]))

    assertContains(page, f">{board.name}</option>")
    assertContains(page, "(closed 31 March 2026)</option>")


def test_a_retired_nation_that_was_not_chosen_is_not_offered(signed_in):
    draft = factories.draft_revision()
    Nation.objects.filter(slug="wales").update(retired=True)
    key = draft.case_study.inquiry.key
    browser = signed_in(draft.case_study.inquiry.begun_by)

    page = browser.get(reverse("stories:telling", args=[key]))

    assert 'value="wales"' not in page.content.decode()


def test_a_retired_enabler_does_not_stop_a_story(signed_in):
    draft = factories.draft_revision()
    Enabler.objects.filter(slug="start-small").update(retired=True, name="Begin small")
    key = draft.case_study.inquiry.key
    browser = signed_in(draft.case_study.inquiry.begun_by)

    page = browser.get(reverse("stories:telling", args=[key]))

    draft = Revision.objects.with_content().get(pk=draft.pk)
    assert readiness.problems(draft) == []
    assertContains(page, "Begin small")


def test_a_retired_term_keeps_its_name_in_answers_and_forms():
    Enabler.objects.filter(slug="start-small").update(retired=True, name="Begin small")
    PartnerType.objects.filter(slug="acute-trust").update(retired=True, name="A trust")
    questions = {one.key: one for one in factories.version().questions.all()}
    enablers, partners = questions["enablers"], questions["partners"]
    people = factories.answer_for(partners)

    fresh = kinds.form(enablers)
    kept = kinds.form(enablers, value=["start-small"])
    rows = kinds.form(partners, value=people)

    assert kinds.as_text(enablers, ["start-small"]) == "Begin small"
    assert "(A trust)" in kinds.as_text(partners, people)
    assert ("start-small", "Begin small") in kept.fields["answer"].choices
    assert ("acute-trust", "A trust") in rows.fields["row-0-partner_type"].choices
    assert "Begin small" not in dict(fresh.fields["answer"].choices).values()
