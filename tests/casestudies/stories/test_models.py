import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casestudies.stories import actions
from casestudies.stories.models import CaseStudy, Decision, Revision
from casestudies.stories.workflow import State
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def refused(**fields):
    study = CaseStudy.objects.create(inquiry=factories.inquiry())
    values = {"case_study": study, "number": 1, "digest": "x"} | fields
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(**values)
    return True


def test_a_case_study_has_one_open_revision():
    draft = factories.draft_revision()

    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(case_study=draft.case_study, number=2)


def test_a_case_study_has_one_published_revision():
    study = factories.published_study()

    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(
            case_study=study,
            number=2,
            state=State.PUBLISHED,
            digest="x",
            published_at=timezone.now(),
        )


def test_an_open_draft_may_stand_beside_the_published_page():
    study = factories.published_study()

    draft = actions.start_update(study, by=study.inquiry.begun_by)

    assert {one.state for one in study.revisions.all()} == {"published", "draft"}
    assert draft.number == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "nowhere"},
        {"state": State.SUBMITTED},
        {"state": State.SUBMITTED, "submitted_at": timezone.now(), "digest": ""},
        {"state": State.SCHEDULED},
        {"state": State.PUBLISHED},
        {"state": State.SUPERSEDED},
        {"state": State.WITHDRAWN},
    ],
)
def test_the_database_keeps_state_and_dates_in_step(fields):
    assert refused(**fields)


def test_only_what_waits_can_be_claimed():
    draft = factories.draft_revision()

    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.update(
            claimed_by=draft.case_study.inquiry.begun_by, claimed_at=timezone.now()
        )


def test_a_published_case_study_has_an_address():
    study = CaseStudy.objects.create(inquiry=factories.inquiry())
    study.first_published_at = timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        study.save()


def test_a_decline_has_a_reason():
    revision = factories.submitted_revision()

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            revision=revision, kind=Decision.Kind.DECLINE, digest="x"
        )
