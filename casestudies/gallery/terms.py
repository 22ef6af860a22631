"""Care settings and themes as ways in: lists and pages of their own."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casestudies.search import finding
from portal.taxonomy.models import CareSetting, Theme


@dataclass(frozen=True)
class Kind:
    """A list of terms with landing pages, and the list that stands beside it."""

    model: type[CareSetting] | type[Theme]
    facet: str
    other_facet: str
    title: Promise
    lead: Promise
    other_title: Promise
    list_url: str
    url: str


CARE_SETTINGS = Kind(
    CareSetting,
    "care_setting",
    "theme",
    _("Care settings"),
    _("Where were you when it went well? Choose a place to read what happened there."),
    _("Themes of these stories"),
    "gallery:care-settings",
    "gallery:care-setting",
)
THEMES = Kind(
    Theme,
    "theme",
    "care_setting",
    _("Themes"),
    _("What do you want to do better? Choose a theme to see what others tried."),
    _("Where these stories happened"),
    "gallery:themes",
    "gallery:theme",
)
OTHER = {"care_setting": THEMES, "theme": CARE_SETTINGS}


def groups(kind):
    """(group, its terms) in order; each term knows its number of stories.

    A retired term stays in the list only while it has stories. Two queries.
    """
    grouped: dict = {}
    for term in counted(kind):
        if term.stories or not term.retired:
            grouped.setdefault(term.group, []).append(term)
    return sorted(grouped.items(), key=lambda pair: (pair[0].order, pair[0].name))


def counted(kind):
    """All terms with ``stories``, the number of stories here."""
    numbers = finding.count(kind.facet)
    terms = list(kind.model.objects.select_related("group"))
    for term in terms:
        term.stories = numbers.get(term.slug, 0)
    return terms


def beside(kind, counts):
    """Terms of the other list that the found stories have, most stories first."""
    numbers = counts[kind.other_facet]
    terms: list = list(OTHER[kind.facet].model.objects.filter(slug__in=numbers))
    for term in terms:
        term.stories = numbers[term.slug]
    return sorted(terms, key=lambda term: (-term.stories, term.order))


def fullest(kind, number):
    """The terms with the most stories, or the first ones while there are none."""
    terms = [term for term in counted(kind) if not term.retired]
    return sorted(terms, key=lambda term: (-term.stories, term.order))[:number]
