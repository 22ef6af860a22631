"""Before the first question: what will happen, and choosing a question set."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from inquiry.protocols.models import ProtocolVersion
from inquiry.telling import actions, known
from inquiry.telling.forms import BeginForm
from portal.editions.kept import public_page


@public_page(*known.NAMES)
@require_safe
@login_not_required
def start(request):
    known_terms = known.read(request.GET)
    versions = list(ProtocolVersion.objects.live())
    if known_terms:
        best = known.best_set(known_terms)
        versions.sort(key=lambda one: one.protocol.slug != best)
    return render(
        request,
        "inquiry/telling/start.html",
        {
            "versions": [one for one in versions if not one.is_voice],
            "voices": [one for one in versions if one.is_voice],
            "known": known_terms,
            "query": known.query(known_terms),
        },
    )


def begin(request, slug):
    live = ProtocolVersion.objects.live().for_stories()
    version = get_object_or_404(live, protocol__slug=slug)
    known_terms = known.read(request.GET)
    form = BeginForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        known=known.fitting(known_terms, version) if known_terms else [],
        initial={"token": uuid.uuid4()},
    )
    if form.is_valid():
        inquiry = actions.begin(version, by=request.user, **form.cleaned_data)
        return redirect(inquiry)
    context = {"version": version, "form": form, "query": known.query(known_terms)}
    return render(request, "inquiry/telling/begin.html", context)
