"""The page of a published story."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from casestudies.search import Selection
from casestudies.search.finding import find
from casestudies.stories import publishing
from casestudies.stories.models import CaseStudy, Revision
from portal.editions.kept import public_page

SIMILAR = 3


@public_page()
@login_not_required
@require_safe
def detail(request, slug):
    case_study = get_object_or_404(CaseStudy, slug=slug)
    published = case_study.revisions.published().with_content().first()
    if published is None:
        return render(request, "410.html", status=410)
    context = {
        "revision": published,
        "address": publishing.address(case_study),
        "json_ld": publishing.json_ld(published),
        "similar": _similar(published),
        "followed_by": _followed_by(case_study),
    }
    return render(request, "casestudies/stories/detail.html", context)


def _similar(revision):
    """A few of the newest stories of the same care setting, or else the same theme."""
    settings = tuple(term.slug for term in revision.care_settings.all())
    themes = tuple(term.slug for term in revision.themes.all())
    both = find(Selection(terms={"care_setting": settings, "theme": themes}))
    either = find(Selection(terms={"care_setting": settings} if settings else {}))
    ids = dict.fromkeys([*both.ids, *either.ids])
    ids.pop(revision.case_study_id, None)
    wanted = list(ids)[:SIMILAR]
    found = Revision.objects.published().filter(case_study__in=wanted)
    by_study = {
        one.case_study_id: one
        for one in found.select_related("case_study__inquiry").prefetch_related(
            "care_settings", "themes", "partners"
        )
    }
    return [by_study[study] for study in wanted if study in by_study]


def _followed_by(case_study):
    """Published stories that began from this one (method 29)."""
    return (
        Revision.objects.published()
        .filter(inspired_by=case_study)
        .select_related("case_study")
        .order_by("published_at")
    )
