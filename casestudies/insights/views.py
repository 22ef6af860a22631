"""Where there are stories and where there are none yet; anybody may read it."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casestudies.insights import coverage as tables
from casestudies.insights import missing
from portal.editions.kept import public_page


@public_page()
@login_not_required
@require_safe
def home(request):
    context = {"overview": missing.overview(), "kinds": tables.KINDS}
    return render(request, "casestudies/insights/home.html", context)


@public_page("table")
@login_not_required
@require_safe
def coverage(request):
    kind = tables.kind_of(request.GET.get("table", ""))
    context = {"table": tables.table(kind), "kinds": tables.KINDS}
    return render(request, "casestudies/insights/coverage.html", context)
