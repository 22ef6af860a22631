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
def term_list(request, facet):
    kind = terms.KINDS[facet]
    if kind is terms.TOUCH_POINTS:
        context = {"kind": kind, "journey": journey.journey()}
        return render(request, "casestudies/gallery/touch_points.html", context)
    context = {"kind": kind, "groups": terms.groups(kind)}
    return render(request, "casestudies/gallery/terms.html", context)


@public_page("page")
@login_not_required
@require_safe
def term(request, facet, slug):
    kind = terms.KINDS[facet]
    one = get_object_or_404(terms.read(kind), slug=slug)
    selection = Selection(
        terms={facet: (slug,)}, page=page_number(request.GET), per_page=PER_PAGE
    )
    found = finding.find(selection)
    shown = cards.cards(found.ids)
    context = {
        "kind": kind,
        "term": one,
        "found": found,
        "cards": shown,
        "share_url": _share_url(kind, one),
    }
    if kind is terms.TOUCH_POINTS:
        context["journey"] = journey.journey(slug)
    if kind is terms.ENABLERS:
        learned.add_sentences(shown, one)
    if found.total and found.page == 1:
        context |= _around(kind, one, found)
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
