"""Question sets to read and print, before anybody signs in."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from inquiry.protocols.models import ProtocolVersion
from inquiry.protocols.reading import sections
from portal.editions.kept import public_page


@public_page()
@require_safe
@login_not_required
def detail(request, slug):
    version = get_object_or_404(ProtocolVersion.objects.live(), protocol__slug=slug)
    return render(
        request,
        "inquiry/protocols/detail.html",
        {"version": version, "sections": sections(version)},
    )
