"""Pages that explain the portal; anybody may read them."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.editions.kept import public_page


@public_page()
@require_safe
@login_not_required
def about(request):
    return render(request, "portal/pages/about.html", _contact())


@public_page()
@require_safe
@login_not_required
def privacy(request):
    return render(request, "portal/pages/privacy.html", _contact())


@public_page()
@require_safe
@login_not_required
def accessibility(request):
    return render(request, "portal/pages/accessibility.html", _contact())


@public_page()
@require_safe
@login_not_required
def cookies(request):
    return render(request, "portal/pages/cookies.html", _contact())


@public_page()
@require_safe
@login_not_required
def worried(request):
    return render(request, "portal/pages/worried.html", _contact())


def _contact():
    return {"contact": settings.CONTACT_EMAIL}
