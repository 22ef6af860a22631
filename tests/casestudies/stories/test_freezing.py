"""The digest of a revision stays what it was, whatever the code looks like."""

import datetime
import uuid

import pytest

from casestudies.stories import freezing
from casestudies.stories.models import CaseStudy, Revision, RevisionTip
from portal.taxonomy.models import Enabler, IntegratedCareBoard, TouchPoint
from tests import factories

FROZEN = "46525fc18466c008efd54f67fba632b0d4b25e8c7a7d224bf8eb651a38ca234d"
FROZEN_EMPTY = "fbe3d64d5bf5ab5d09950d30586dd91a6d4bc1d3aa6f7f91995138ca31e2654f"
pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def revision():
    """A story with something everywhere, and nothing that comes by chance."""
    draft = factories.draft_revision(themes=["food-drink", "carers"])
    board = IntegratedCareBoard.objects.select_related("region__nation").get(slug="qnq")
    Revision.objects.filter(pk=draft.pk).update(
        headline="Lunch at one table",
        summary="They ate together “every day”, and sang “Calon Lân”.",
        possibility="Every ward has a table.",
        started=datetime.date(2025, 3, 1),
        ongoing=True,
        outcome_value="40",
        outcome_what="lunches",
        outcome_period="a year",
        outcome_source="We counted.",
        inspired_by_other="A café in Llanelli",
        touch_point=TouchPoint.objects.get(slug="getting-home"),
        board=board,
        region=board.region,
        nation=board.region.nation,
    )
    draft.parts.exclude(place="lead").delete()
    draft.parts.update(key="moment", stage="discover", heading="When?", text="**Now.**")
    draft.tips.all().delete()
    for number, text in enumerate(["Lay a cloth.", "Ask the cook."]):
        key = uuid.UUID(int=number)
        RevisionTip.objects.create(revision=draft, key=key, text=text, order=number)
    draft.partners.exclude(pk=draft.partners.first().pk).delete()
    draft.partners.update(name="Friends of Anytown", what_they_did="They cooked.")
    draft.enablers.set(Enabler.objects.filter(slug__in=["shared-training"]))
    return Revision.objects.get(pk=draft.pk)


def test_a_story_keeps_the_digest_that_it_was_frozen_with(revision):
    assert freezing.digest(revision) == FROZEN


def test_a_story_that_leaves_much_out_keeps_it_too():
    study = CaseStudy.objects.create(inquiry=factories.inquiry())
    revision = Revision.objects.create(case_study=study, number=1)

    assert freezing.digest(revision) == FROZEN_EMPTY
