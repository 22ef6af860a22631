"""The pages where readers find stories; anybody may see them."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from casestudies.gallery import atlas, budget, cards, learned, own, suggesting, terms
from casestudies.gallery.large import large
from casestudies.search import Selection, facets
from casestudies.search.finding import find
from casestudies.search.forms import READ, SelectionForm
from portal.editions.kept import public_page

FRESH = 6


@public_page()
@login_not_required
@require_safe
def home(request):
    found = find(Selection(per_page=FRESH + 1))
    context = {
        "story": large(found.ids[:1]),
        "yours": own.next_step(request.user),
        "tips": learned.tips(found.ids[1:]),
        "fresh": cards.cards(found.ids[1:]),
        "total": found.total,
        "care_settings": terms.fullest(terms.CARE_SETTINGS, 8),
        "themes": terms.fullest(terms.THEMES, 14),
    }
    return render(request, "casestudies/gallery/home.html", context)


@public_page(*READ)
@login_not_required
@require_safe
def story_list(request):
    known = facets.known_terms()
    asked = SelectionForm(request.GET, known=known)
    selection = asked.selection()
    found = find(selection)
    context = {
        "asked": asked,
        "found": found,
        "sort": selection.sort,
        "cards": cards.cards(found.ids, found.snippets),
        "panels": facets.panels(known, asked.chosen, found.counts),
        "by_newest": asked.address(sort="newest"),
        "by_relevance": asked.address(sort="relevance"),
        "without_words": asked.address(q=""),
        "respelled": asked.address(q=found.did_you_mean),
    }
    context |= _ways_on(asked)
    response = render(request, "casestudies/gallery/list.html", context)
    if request.htmx:
        page = str(found.page) if found.page > 1 else ""
        push_url(response, request.path + asked.address(page=page))
    return response


@public_page()
@login_not_required
@require_safe
def make_the_case(request):
    context = {"case": budget.case()}
    return render(request, "casestudies/gallery/make_the_case.html", context)


def _ways_on(asked):
    """Addresses of the same stories, shown in other ways."""
    return {
        "as_cards": asked.address(view=""),
        "as_list": asked.address(view="list"),
        "on_map": asked.address(view="", sort=""),
    }


@public_page(*READ)
@login_not_required
@require_safe
def story_map(request):
    asked = SelectionForm(request.GET, known=facets.known_terms())
    found = find(asked.selection())
    nations, areas, picture = atlas.atlas(asked, found.counts)
    context = {
        "asked": asked,
        "found": found,
        "nations": nations,
        "areas": areas,
        "picture": picture,
        "as_stories": asked.address(),
    }
    return render(request, "casestudies/gallery/map.html", context)


@login_not_required
@require_safe
def suggest(request):
    groups = suggesting.suggestions(request.GET.get("q", ""))
    return JsonResponse({"groups": groups, "said": suggesting.said(groups)})
