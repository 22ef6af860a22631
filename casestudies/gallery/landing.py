"""Pages of the terms: what was learned at each; anybody may see them."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from casestudies.gallery import cards, journey, learned, terms
from casestudies.search import Selection, finding
from casestudies.search.forms import page_number
from inquiry.telling import known
from portal.editions.kept import public_page

PER_PAGE = 12
# Neighbours: terms of the same list that the most stories here have too.
NEAR = 6


@public_page()
@login_not_required
@require_safe
def care_settings(request):
    return _list(request, terms.CARE_SETTINGS)


@public_page("page")
@login_not_required
@require_safe
def care_setting(request, slug):
    return _page(request, terms.CARE_SETTINGS, slug)


@public_page()
@login_not_required
@require_safe
def themes(request):
    return _list(request, terms.THEMES)


@public_page("page")
@login_not_required
@require_safe
def theme(request, slug):
    return _page(request, terms.THEMES, slug)


@public_page()
@login_not_required
@require_safe
def touch_points(request):
    context = {"kind": terms.TOUCH_POINTS, "journey": journey.journey()}
    return render(request, "casestudies/gallery/touch_points.html", context)


@public_page("page")
@login_not_required
@require_safe
def touch_point(request, slug):
    return _page(request, terms.TOUCH_POINTS, slug, journey=journey.journey(slug))


@public_page()
@login_not_required
@require_safe
def enablers(request):
    return _list(request, terms.ENABLERS)


@public_page("page")
@login_not_required
@require_safe
def enabler(request, slug):
    return _page(request, terms.ENABLERS, slug)


@public_page()
@login_not_required
@require_safe
def partner_types(request):
    return _list(request, terms.PARTNER_TYPES)


@public_page("page")
@login_not_required
@require_safe
def partner_type(request, slug):
    return _page(request, terms.PARTNER_TYPES, slug)


def _list(request, kind):
    context = {"kind": kind, "groups": terms.groups(kind)}
    return render(request, "casestudies/gallery/terms.html", context)


def _page(request, kind, slug, **more):
    term = get_object_or_404(terms.read(kind), slug=slug)
    selection = Selection(
        terms={kind.facet: (slug,)}, page=page_number(request.GET), per_page=PER_PAGE
    )
    found = finding.find(selection)
    shown = cards.cards(found.ids)
    context = {
        "kind": kind,
        "term": term,
        "found": found,
        "cards": shown,
        "share_url": _share_url(kind, term),
        **more,
    }
    if kind is terms.ENABLERS:
        learned.add_sentences(shown, term)
    if found.total and found.page == 1:
        context |= _around(kind, term, found)
    return render(request, "casestudies/gallery/term.html", context)


def _around(kind, term, found):
    """What stands beside the newest stories, on the first page alone."""
    here = (kind.facet, term.slug)
    near = finding.count(kind.facet, within=here)
    near.pop(term.slug, None)
    others = terms.KINDS[kind.beside]
    around = {
        "beside": terms.with_stories(others, found.counts[kind.beside]),
        "beside_kind": others,
        "near": terms.with_stories(kind, near)[:NEAR],
        "tips": learned.tips(found.ids),
    }
    if kind is not terms.ENABLERS:
        around["moments"] = learned.moments(here, found.counts["enabler"])
    if kind is terms.PARTNER_TYPES:
        around["organisations"] = learned.organisations(term, found.ids)
    return around


def _share_url(kind, term):
    """Where a story about this can be begun, filled in as far as it is known."""
    begin = reverse("telling:start")
    if kind.facet in known.NAMES and not term.retired:
        return f"{begin}?{urlencode({kind.facet: term.slug})}"
    return begin
