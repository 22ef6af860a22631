"""The terms of the taxonomy as ways in: lists, each with pages of its own."""

import itertools
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casestudies.search import facets, finding
from portal.taxonomy.models import (
    CareSetting,
    Enabler,
    PartnerType,
    Sector,
    Term,
    Theme,
    TouchPoint,
)


@dataclass(frozen=True)
class Kind:
    """A list of terms with landing pages.

    ``facet`` is its name in the search room and in addresses, ``beside`` the facet
    whose terms stand on its pages as ways to narrow down, under ``beside_title``.
    ``list_url`` and ``url`` are names of addresses.
    """

    model: type[Term]
    facet: str
    title: Promise
    lead: Promise
    beside: str
    beside_title: Promise
    list_url: str
    url: str

    @property
    def is_grouped(self):
        return self.model in {CareSetting, Theme}


CARE_SETTINGS = Kind(
    CareSetting,
    "care_setting",
    _("Care settings"),
    _("Where were you when it went well? Choose a place to read what happened there."),
    "theme",
    _("Themes of these stories"),
    "gallery:care-settings",
    "gallery:care-setting",
)
THEMES = Kind(
    Theme,
    "theme",
    _("Themes"),
    _("What do you want to do better? Choose a theme to see what others tried."),
    "care_setting",
    _("Where these stories happened"),
    "gallery:themes",
    "gallery:theme",
)
TOUCH_POINTS = Kind(
    TouchPoint,
    "touch_point",
    _("Where the sectors meet"),
    _(
        "A person's journey crosses from one service to the next. That is where the "
        "shoe can pinch. Choose a step to see what made it easy there."
    ),
    "theme",
    _("Themes of these stories"),
    "gallery:touch-points",
    "gallery:touch-point",
)
ENABLERS = Kind(
    Enabler,
    "enabler",
    _("What made it possible"),
    _("What helped people to work so well together? Choose one to see it at work."),
    "care_setting",
    _("Where these stories happened"),
    "gallery:enablers",
    "gallery:enabler",
)
PARTNER_TYPES = Kind(
    PartnerType,
    "partner_type",
    _("Kinds of partner"),
    _("Who worked together? Choose a kind of partner like yours."),
    "care_setting",
    _("Where these stories happened"),
    "gallery:partner-types",
    "gallery:partner-type",
)
KINDS = {
    kind.facet: kind
    for kind in (CARE_SETTINGS, THEMES, TOUCH_POINTS, ENABLERS, PARTNER_TYPES)
}


@dataclass(frozen=True)
class Group:
    """Terms under one heading; ``name`` is empty where a list has no groups."""

    slug: str
    name: Any
    description: str
    terms: list


def groups(kind):
    """The terms in groups, in order; each term knows its number of stories.

    A retired term stays in the list only while it has stories. Two queries.
    """
    shown = [term for term in counted(kind) if is_shown(term)]
    if kind.is_grouped:
        by_group: dict = {}
        for term in shown:
            by_group.setdefault(term.group, []).append(term)
        ordered = sorted(by_group, key=lambda group: (group.order, group.name))
        return [
            Group(group.slug, group.name, group.description, by_group[group])
            for group in ordered
        ]
    if kind is PARTNER_TYPES:
        sectors = list(Sector)
        shown.sort(key=lambda term: sectors.index(Sector(term.sector)))
        return [
            Group(sector, Sector(sector).label, "", list(terms))
            for sector, terms in itertools.groupby(shown, lambda term: term.sector)
        ]
    return [Group("all", "", "", shown)]


def is_shown(term):
    """With stories, or as an invitation to tell the first."""
    return facets.standing(term.stories, is_over=term.retired) != "nothing"


def counted(kind):
    """All terms with ``stories``, the number of stories here. Two queries."""
    return _numbered(read(kind), finding.count(kind.facet))


def read(kind):
    """The terms of a list, each with its group where it has one."""
    terms = kind.model.objects.all()
    return terms.select_related("group") if kind.is_grouped else terms


def with_stories(kind, numbers):
    """The terms of ``numbers``, which maps slugs to stories; most stories first."""
    terms = _numbered(kind.model.objects.filter(slug__in=numbers), numbers)
    return sorted(terms, key=lambda term: (-term.stories, term.order))


def fullest(kind, number):
    """The terms with the most stories, or the first ones while there are none."""
    terms = [term for term in counted(kind) if not term.retired]
    return sorted(terms, key=lambda term: (-term.stories, term.order))[:number]


def _numbered(terms, numbers):
    terms = list(terms)
    for term in terms:
        term.stories = numbers.get(term.slug, 0)
    return terms
