"""Where there are stories and where there are none yet; anybody may read it."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from casestudies.insights import alliances, missing
from casestudies.insights import coverage as tables
from portal.editions.kept import public_page
from portal.networks.models import Network


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


@public_page()
@login_not_required
@require_safe
def networks(request):
    seen = alliances.alliances(Network.objects.with_members())
    context = {"alliances": seen, "may_edit": request.user.has_perm("networks.edit")}
    return render(request, "casestudies/insights/networks.html", context)


@public_page()
@login_not_required
@require_safe
def network(request, slug):
    one = get_object_or_404(Network.objects.with_members(), slug=slug)
    context = {
        "alliance": alliances.alliances([one])[0],
        "may_edit": request.user.has_perm("networks.edit"),
    }
    return render(request, "casestudies/insights/network.html", context)
