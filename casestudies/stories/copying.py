"""The next draft of a case study is a copy of an earlier revision."""

from django.db.models import Max

from casestudies.stories.models import Revision
from casestudies.stories.workflow import State
from portal.record.models import Event

WORDS = [
    "headline",
    "summary",
    "summary_confirmed",
    "possibility",
    "started",
    "ongoing",
    "outcome_value",
    "outcome_what",
    "outcome_period",
    "outcome_source",
    "inspired_by_other",
    "terms_confirmed",
    "touch_point",
    "nation",
    "region",
    "board",
]
TERMS = ["care_settings", "themes", "enablers", "roles", "inspired_by"]
ROWS = ["parts", "tips", "partners", "sources"]


def copy(revision, *, by):
    """Make the next draft from a revision that can no longer change.

    Its lock goes on counting, so that a page of the earlier one is out of date.
    Call it inside a transaction; a second open draft breaks the constraint
    ``one_open_revision`` and raises IntegrityError.
    """
    case_study = revision.case_study
    last = case_study.revisions.aggregate(last=Max("number"))["last"]
    draft = Revision.objects.create(
        case_study=case_study,
        number=last + 1,
        copied_from=revision,
        lock=revision.lock + 1,
        **{name: getattr(revision, name) for name in WORDS},
    )
    for name in TERMS:
        getattr(draft, name).set(getattr(revision, name).all())
    for name in ROWS:
        rows = list(getattr(revision, name).all())
        for row in rows:
            row.pk = None
            row._state.adding = True
            row.revision = draft
        getattr(revision, name).model.objects.bulk_create(rows)
    Event.write(by=by, verb="copy", of=draft, after=State.DRAFT)
    return draft
