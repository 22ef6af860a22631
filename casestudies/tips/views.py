"""The pages of tips; anybody may see them."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from casestudies.search import facets
from casestudies.search.finding import find
from casestudies.search.forms import READ
from casestudies.stories import tips
from casestudies.stories.models import Revision, RevisionTip
from casestudies.tips.forms import LIKE_MINE, LikeMineForm, TipsForm
from portal.editions.kept import public_page
from portal.organisations.models import Organisation, size_of

OWN_AT_MOST = 5


@public_page(*READ)
@login_not_required
@require_safe
def tip_list(request):
    known = facets.known_terms()
    asked = TipsForm(request.GET, known=known)
    selection = asked.selection()
    found = find(selection)
    panels = facets.panels(known, asked.chosen, found.counts)
    context = {
        "asked": asked,
        "found": found,
        "sort": selection.sort,
        "tips": tips.of_stories(found.ids, found.tips),
        "panels": panels,
        "like_mine": LikeMineForm(panels),
        "kept": asked.pairs(without=LIKE_MINE),
        "own": _own(request.user),
        "by_newest": asked.address(sort="newest"),
        "by_relevance": asked.address(sort="relevance"),
        "without_words": asked.address(q=""),
        "respelled": asked.address(q=found.did_you_mean),
    }
    response = render(request, "casestudies/tips/list.html", context)
    if request.htmx:
        page = str(found.page) if found.page > 1 else ""
        push_url(response, request.path + asked.address(page=page))
    return response


def _own(user):
    """Organisations of the person, each with the filters that describe it."""
    if not user.is_authenticated:
        return []
    mine = Organisation.objects.of(user).select_related("partner_type")[:OWN_AT_MOST]
    for organisation in mine:
        organisation.size_here = size_of(organisation.partner_type, organisation)
    return mine


@public_page()
@login_not_required
@require_safe
def detail(request, key):
    """One tip in its present words, though they may stand in a later revision."""
    shown = tips.of_keys([key])
    if not shown:
        return _gone(request, key)
    tip = shown[0]
    context = {
        "tip": tip,
        "others": [one for one in tip.revision.tips.all() if one != tip],
    }
    return render(request, "casestudies/tips/detail.html", context)


def _gone(request, key):
    """A tip that anybody could read once; its story may still be up without it."""
    last = RevisionTip.objects.once_published().filter(key=key).last()
    if last is None:
        raise Http404
    up = Revision.objects.published().filter(case_study=last.revision.case_study_id)
    context = {"revision": up.select_related("case_study").first()}
    return render(request, "casestudies/tips/gone.html", context, status=410)


@public_page(*READ)
@login_not_required
@require_safe
def cards(request):
    """The tips that were ticked, or those of one page of the list, to cut out."""
    asked = TipsForm(request.GET, known=facets.known_terms())
    picked = asked.picked()
    if picked:
        shown = tips.of_keys(picked)
    else:
        found = find(asked.selection())
        shown = tips.of_stories(found.ids, found.tips)
    context = {
        "asked": asked,
        "tips": shown,
        "picked": picked,
        "back": asked.address(),
    }
    return render(request, "casestudies/tips/cards.html", context)
