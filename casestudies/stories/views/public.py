"""The page of a published story."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from casestudies.stories import publishing
from casestudies.stories.alike import alike
from casestudies.stories.lineage import inspired
from casestudies.stories.models import CaseStudy, Revision
from portal.editions.kept import public_page


@public_page()
@login_not_required
@require_safe
def detail(request, slug):
    stories = Revision.objects.published().with_content()
    published = stories.filter(case_study__slug=slug).first()
    if published is None:
        get_object_or_404(CaseStudy, slug=slug)
        return render(request, "410.html", status=410)
    case_study = published.case_study
    context = {
        "revision": published,
        "address": publishing.address(case_study),
        "citation": publishing.citation(published),
        "json_ld": publishing.json_ld(published),
        "alike": alike(published),
        "inspired": inspired(case_study),
    }
    return render(request, "casestudies/stories/detail.html", context)
