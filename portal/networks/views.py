"""Moderators keep the networks; readers see them among the insights."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.networks import actions, steps
from portal.networks.forms import FindForm, NetworkForm, OrganisationForm
from portal.networks.models import Network
from portal.organisations.models import Organisation
from portal.seen import counted

MOST = 20


def add(request):
    _ask(request.user)
    form = NetworkForm(request.POST or None, initial={"seen": 0})
    if request.method == "POST" and form.is_valid():
        try:
            network = actions.add(form.save(commit=False), by=request.user)
        except actions.NameTakenError:
            form.name_is_taken()
        else:
            messages.success(request, _("The alliance is added. Now say who is in it."))
            return redirect("networks:members", network.slug)
    context = {"form": form, "title": _("Add an alliance")}
    return render(request, "portal/networks/edit.html", context)


def edit(request, slug):
    _ask(request.user)
    network = get_object_or_404(Network, slug=slug)
    form = NetworkForm(
        request.POST or None,
        instance=network,
        initial={"seen": counted(network, actions.versions)},
    )
    context = {"form": form, "title": _("Change this alliance"), "network": network}
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            actions.change(form.save(commit=False), by=request.user, seen=seen)
        except actions.NameTakenError:
            form.name_is_taken()
        except actions.StaleNetworkError:
            form.show_again(seen=actions.versions(network))
            context["newest"] = Network.objects.get(pk=network.pk)
            return render(request, "portal/networks/edit.html", context, status=409)
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect(network)
    return render(request, "portal/networks/edit.html", context)


@require_safe
def members(request, slug):
    _ask(request.user)
    network = get_object_or_404(Network.objects.with_members(), slug=slug)
    form = FindForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = []
    if words:
        inside = {one.pk for one in network.members}
        found = list(Organisation.objects.find(words, for_user=request.user)[:MOST])
        found = [(one, one.pk in inside) for one in found]
    context = {
        "network": network,
        "form": form,
        "words": words,
        "found": found,
        "most": MOST,
        "steps": steps.of(network),
    }
    return render(request, "portal/networks/members.html", context)


@require_POST
def take_in(request, slug):
    network, organisation = _both(request, slug)
    if actions.take_in(organisation, network, by=request.user):
        messages.success(
            request, _("%(name)s is in it now.") % {"name": organisation.name}
        )
    return redirect("networks:members", slug)


@require_POST
def take_out(request, slug):
    network, organisation = _both(request, slug)
    if actions.take_out(organisation, network, by=request.user):
        messages.success(
            request, _("%(name)s is not in it any more.") % {"name": organisation.name}
        )
    return redirect("networks:members", slug)


def _both(request, slug):
    _ask(request.user)
    network = get_object_or_404(Network, slug=slug)
    form = OrganisationForm(request.POST)
    if not form.is_valid():
        raise Http404
    organisation = get_object_or_404(
        Organisation.objects.public(), slug=form.cleaned_data["organisation"]
    )
    return network, organisation


def _ask(user):
    if not user.has_perm("networks.edit"):
        raise PermissionDenied
