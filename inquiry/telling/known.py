"""What an invitation knows of a story before it is told: terms in the address.

Whoever follows "No stories from hospices in Wales yet" need not say so again. The
terms are offered on the page that begins a story, and fill it in once it is begun.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inquiry.protocols.models import Place, ProtocolVersion, Question
from portal.organisations.models import Organisation
from portal.taxonomy.models import (
    CareSetting,
    IntegratedCareBoard,
    Nation,
    PartnerType,
    Region,
    Term,
    Theme,
    TouchPoint,
)


@dataclass(frozen=True)
class Kind:
    """``name`` is the parameter in the address, the same as in the gallery."""

    name: str
    label: Promise
    model: type[Term]


KINDS = [
    Kind("care_setting", _("Care setting"), CareSetting),
    Kind("theme", _("Theme"), Theme),
    Kind("touch_point", _("Where the sectors meet"), TouchPoint),
    Kind("partner_type", _("Kind of partner"), PartnerType),
    Kind("nation", _("Nation"), Nation),
    Kind("region", _("Region of England"), Region),
    Kind("icb", _("Integrated care board"), IntegratedCareBoard),
]
NAMES = [kind.name for kind in KINDS]

# Which question set asks best about a term; all others go to the general one.
GENERAL = "partnership-success-story"
HOSPITAL = "hospital-shoe-pinches"
ASKS_BEST = {
    "primary-care-community-link": {
        "care_setting": {"general-practice", "pharmacy-dental-eye"},
        "partner_type": {"general-practice", "high-street-provider"},
    },
    HOSPITAL: {
        "care_setting": {
            "emergency-department",
            "hospital-ward",
            "outpatients",
            "maternity-neonatal",
            "childrens-hospital",
        },
        "partner_type": {"hospital-friends", "nhs-charity", "acute-trust"},
    },
}


@dataclass(frozen=True)
class Known:
    """One term that an address names, and how the page says it."""

    kind: Kind
    term: Term

    def __str__(self) -> str:
        return f"{self.kind.label}: {self.term.name}"

    @property
    def value(self) -> str:
        return f"{self.kind.name}:{self.term.slug}"


def read(asked) -> list[Known]:
    """The terms of an address, at most one of a kind; unknown ones are left out.

    One query for each kind that is named.
    """
    found = []
    for kind in KINDS:
        slug = asked.get(kind.name, "")
        if not slug or "\x00" in slug:
            continue
        terms = kind.model.objects.filter(slug=slug, retired=False)
        term = terms.first()
        is_closed = isinstance(term, IntegratedCareBoard) and term.is_over
        if term and not is_closed:
            found.append(Known(kind, term))
    return found


def query(known: list[Known]) -> str:
    """The terms as they stand in an address; empty without any."""
    pairs = {one.kind.name: one.term.slug for one in known}
    return f"?{urlencode(pairs)}" if pairs else ""


def best_set(known: list[Known]) -> str:
    """The slug of the question set that asks best about these terms."""
    if any(one.kind.name == "touch_point" for one in known):
        return HOSPITAL  # the only one that asks where the sectors met
    for slug, kinds in ASKS_BEST.items():
        if any(one.term.slug in kinds.get(one.kind.name, ()) for one in known):
            return slug
    return GENERAL


def fitting(known: list[Known], version: ProtocolVersion) -> list[Known]:
    """Those that the tellers can put right later: a touch point only where it is
    asked. One query."""
    places = set(version.questions.values_list("place", flat=True))
    return [
        one
        for one in known
        if one.kind.name != "touch_point" or Place.TOUCH_POINT in places
    ]


def kept(values: list[str]) -> dict[str, str]:
    """Slugs by kind, of the values of ``Known`` that a person let stand."""
    return dict(value.split(":", 1) for value in values)


def first_answers(
    version: ProtocolVersion, known: dict[str, str], organisation: Organisation
) -> list[tuple[Question, Any]]:
    """(question, value) for each question that the terms answer in part."""
    answers: list[tuple[Question, Any]] = []
    for question in version.questions.filter(
        place__in=[Place.TOUCH_POINT, Place.PARTNERS]
    ):
        if question.place == Place.TOUCH_POINT and "touch_point" in known:
            answers.append((question, [known["touch_point"]]))
        if question.place == Place.PARTNERS and "partner_type" in known:
            answers.append((question, [_row(known["partner_type"], organisation)]))
    return answers


def _row(partner_type: str, organisation: Organisation) -> dict[str, str]:
    """The first partner: who tells, where that is the kind that is missing."""
    is_own = organisation.partner_type.slug == partner_type
    return {
        "organisation": organisation.name if is_own else "",
        "partner_type": partner_type,
        "what_they_did": "",
    }
