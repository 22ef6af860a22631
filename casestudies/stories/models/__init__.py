"""Case studies, their revisions, what these hold, and what was decided of them."""

from casestudies.stories.models.case_study import CaseStudy, Revision
from casestudies.stories.models.content import (
    Part,
    Partner,
    RevisionTip,
    SetAside,
    Source,
)
from casestudies.stories.models.decisions import Consent, Decision, DecisionNote

__all__ = [
    "CaseStudy",
    "Consent",
    "Decision",
    "DecisionNote",
    "Part",
    "Partner",
    "Revision",
    "RevisionTip",
    "SetAside",
    "Source",
]
