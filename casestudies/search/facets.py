"""The ways to narrow a list of stories down, and the terms that each of them knows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.editions.kept import for_edition
from portal.organisations.models import Size
from portal.taxonomy import boards
from portal.taxonomy.models import (
    CareSetting,
    Enabler,
    IntegratedCareBoard,
    Nation,
    PartnerType,
    Region,
    Term,
    Theme,
    TouchPoint,
)

Standing = Literal["filter", "invitation", "nothing"]
LONG = 10  # options, from which on a list can be searched


# Labels by facet and slug.
Known = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Facet:
    """``name`` is the parameter in the address and the facet of the search room;
    ``terms`` reads pairs of slug and label in the order of the page."""

    name: str
    label: Promise
    terms: Callable[[], list[tuple[str, Any]]]


@dataclass(frozen=True)
class Option:
    """A term with the number of stories here, as a box to tick."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Panel:
    """One facet with the options that are worth showing."""

    facet: Facet
    options: list[Option]

    @property
    def is_open(self) -> bool:
        """The two main ways in, and whatever is in use, stand open."""
        main = self.facet.name in {"care_setting", "theme"}
        return main or any(option.is_chosen for option in self.options)

    @property
    def is_range(self) -> bool:
        """Chosen by its first and its last, not one by one."""
        return self.facet.name == "year"

    @property
    def is_long(self) -> bool:
        return len(self.options) > LONG


def _of(model: type[Term]) -> Callable[[], list[tuple[str, Any]]]:
    return lambda: list(model.objects.values_list("slug", "name"))


def _boards() -> list[tuple[str, Any]]:
    rows = IntegratedCareBoard.objects.values_list("slug", "name", "valid_to")
    return [(slug, boards.label(name, valid_to)) for slug, name, valid_to in rows]


def _sizes() -> list[tuple[str, Any]]:
    return [(size.value, size.label) for size in Size]


def _years() -> list[tuple[str, Any]]:
    """Any year can be asked for; years without a story are not offered."""
    return [(str(year), str(year)) for year in range(2099, 1999, -1)]


FACETS = [
    Facet("care_setting", _("Care setting"), _of(CareSetting)),
    Facet("theme", _("Theme"), _of(Theme)),
    Facet("enabler", _("What made it possible"), _of(Enabler)),
    Facet("touch_point", _("Where the sectors meet"), _of(TouchPoint)),
    Facet("partner_type", _("Kind of partner"), _of(PartnerType)),
    Facet("size", _("Size of partner"), _sizes),
    Facet("nation", _("Nation"), _of(Nation)),
    Facet("region", _("Region of England"), _of(Region)),
    Facet("icb", _("Integrated care board"), _boards),
    Facet("year", _("Year it was told"), _years),
]


@for_edition
def known_terms() -> Known:
    """Labels by facet and slug: one query for each facet, or one for all of them."""
    return {facet.name: dict(facet.terms()) for facet in FACETS}


def standing(
    stories: int, *, is_chosen: bool = False, is_over: bool = False
) -> Standing:
    """What a term may be on any page, by its number of stories here.

    With stories it is a filter; so it is while somebody has chosen it, to be taken off
    again. Without any it never leads to an empty list, and is an invitation to tell
    the first; not so if it ``is_over``, since it takes no new stories.
    """
    if stories or is_chosen:
        return "filter"
    return "nothing" if is_over else "invitation"


def panels(
    known: Known,
    chosen: Mapping[str, Sequence[str]],
    counts: Mapping[str, Mapping[str, int]],
) -> list[Panel]:
    """What to offer beside the results: filters alone (see ``standing``).

    The stories of a closed board count for the boards that came after it (method 38).
    """
    closed = closed_boards()
    found = []
    for facet in FACETS:
        numbers, ticked = counts[facet.name], set(chosen[facet.name])
        over = closed if facet.name == "icb" else set()
        options = [
            Option(slug, label, numbers.get(slug, 0), slug in ticked)
            for slug, label in known[facet.name].items()
            if standing(
                0 if slug in over else numbers.get(slug, 0),
                is_chosen=slug in ticked,
                is_over=slug in over,
            )
            == "filter"
        ]
        if options:
            found.append(Panel(facet, options))
    return found


@for_edition
def closed_boards() -> set[str]:
    closed = IntegratedCareBoard.objects.closed_on(timezone.localdate())
    return set(closed.values_list("slug", flat=True))
