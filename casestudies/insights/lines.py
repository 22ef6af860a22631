"""The lists that stories are counted by, as the rows and columns of tables."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.taxonomy.models import (
    CareSetting,
    IntegratedCareBoard,
    Nation,
    PartnerType,
    Region,
    Sector,
    Theme,
    TouchPoint,
)

# The kind of partner that alliances see least comes first (method 37).
HOSPITAL_LINKED = "hospital-friends"
SAID = {
    Sector.NHS: _("the NHS"),
    Sector.VOLUNTARY: _("the voluntary sector"),
    Sector.LOCAL_GOVERNMENT: _("local government"),
    Sector.OTHER: _("other partners"),
}

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Line:
    """One row or column.

    ``said`` is its name inside a sentence. ``finds`` are the parameters that find its
    stories in the gallery, ``fills`` those that an invitation to tell one fills in.
    One that is not ``is_open`` takes no new stories, so nobody is invited to it.
    """

    slug: str
    name: str
    said: str
    finds: Pairs
    fills: Pairs = field(default_factory=list)
    is_open: bool = True

    @cached_property
    def found_by(self) -> str:
        return urlencode(self.finds)

    @cached_property
    def filled_by(self) -> str:
        return urlencode(self.fills)


def _line(facet, term, said, more=()):
    own = [(facet, term.slug)]
    return Line(
        term.slug, term.name, said, own, [*more, *own], is_open=not term.retired
    )


def _quoted(name):
    return gettext("“%(name)s”") % {"name": name}


def care_settings():
    terms = CareSetting.objects.all()
    return [_line("care_setting", term, _quoted(term.name)) for term in terms]


def themes():
    return [_line("theme", term, _quoted(term.name)) for term in Theme.objects.all()]


def touch_points():
    terms = TouchPoint.objects.all()
    return [_line("touch_point", term, _quoted(term.name)) for term in terms]


def partner_types():
    """All kinds of partner, hospital-linked charities first."""
    terms = sorted(
        PartnerType.objects.all(), key=lambda term: term.slug != HOSPITAL_LINKED
    )
    return [
        _line("partner_type", term, term.plural or _quoted(term.name)) for term in terms
    ]


def sectors():
    """Each sector with its kinds of partner; an invitation cannot say which."""
    kinds: dict[str, Pairs] = {}
    for slug, sector in PartnerType.objects.values_list("slug", "sector"):
        kinds.setdefault(sector, []).append(("partner_type", slug))
    return [
        Line(sector.value, str(sector.label), str(SAID[sector]), kinds[sector])
        for sector in Sector
        if sector in kinds
    ]


def nations():
    terms = Nation.objects.all()
    return [
        _line("nation", term, gettext("in %(place)s") % {"place": term.name})
        for term in terms
    ]


def regions():
    return [
        _line(
            "region",
            term,
            gettext("in the %(place)s region") % {"place": term.name},
            [("nation", term.nation.slug)],
        )
        for term in Region.objects.select_related("nation")
    ]


def boards():
    """The boards of today; stories of closed ones count for their successors, as they
    do in the gallery (method 38)."""
    today = IntegratedCareBoard.objects.open_on(timezone.localdate())
    return [
        _line(
            "icb",
            term,
            gettext("in the %(place)s area") % {"place": term.name},
            [("nation", term.region.nation.slug), ("region", term.region.slug)],
        )
        for term in today.select_related("region__nation").order_by("name")
    ]
