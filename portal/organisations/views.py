"""Finding, adding, joining and showing organisations."""

import contextlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.editions.kept import public_page
from portal.organisations import actions
from portal.organisations.forms import (
    ChangeForm,
    DecisionForm,
    FindForm,
    OrganisationForm,
)
from portal.organisations.models import Membership, Organisation
from portal.seen import counted

FOUND_AT_MOST = 20


@require_safe
def find(request):
    form = FindForm(request.GET if "q" in request.GET else None)
    words = form.words() if form.is_bound else ""
    then = _next(request)
    query = {"name": words, **({"next": then} if then else {})}
    context = {
        "form": form,
        "words": words,
        "found": Organisation.objects.find(words, for_user=request.user)[:FOUND_AT_MOST]
        if words
        else [],
        "limit": FOUND_AT_MOST,
        "next": then,
        "add_url": f"{reverse('organisations:add')}?{urlencode(query)}",
    }
    return render(request, "portal/organisations/find.html", context)


def add(request):
    form = OrganisationForm(
        request.POST or None, initial={"name": request.GET.get("name", "")[:160]}
    )
    if request.method == "POST" and (organisation := _added(form, by=request.user)):
        message = _("%(name)s is added, and you look after it.")
        messages.success(request, message % vars(organisation))
        return redirect(_next(request) or organisation)
    context = {"form": form, "next": _next(request)}
    return render(request, "portal/organisations/add.html", context)


def _added(form, *, by):
    """The organisation that the form adds, or has added when it was sent before."""
    try:
        if form.is_valid():
            return actions.add(form.save(commit=False), by=by)
    except actions.NameTakenError:
        form.add_error("name", form.name_is_taken())
    return form.added_before(by)


@require_safe
@public_page()
@login_not_required
def detail(request, slug):
    organisation = _visible(request.user, slug)
    membership = None
    if request.user.is_authenticated:
        membership = request.user.memberships.filter(organisation=organisation).first()
    context = {"organisation": organisation, "membership": membership}
    return render(request, "portal/organisations/detail.html", context)


def edit(request, slug):
    organisation = _visible(request.user, slug)
    if not request.user.has_perm("organisations.edit", organisation):
        raise PermissionDenied
    initial = {"seen": counted(organisation, actions.versions)}
    form = ChangeForm(request.POST or None, instance=organisation, initial=initial)
    context = {"form": form, "organisation": organisation}
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            actions.change(form.save(commit=False), by=request.user, seen=seen)
        except actions.NameTakenError:
            form.add_error("name", form.name_is_taken())
        except actions.StaleOrganisationError:
            form.show_again(seen=actions.versions(organisation))
            context["newest"] = Organisation.objects.with_place().get(slug=slug)
            page = "portal/organisations/edit.html"
            return render(request, page, context, status=409)
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect(organisation)
    return render(request, "portal/organisations/edit.html", context)


@require_POST
def join(request, slug):
    organisation = _visible(request.user, slug)
    try:
        actions.ask_to_join(organisation, by=request.user)
    except actions.MembershipError:
        messages.info(request, _("You have asked already, or you are a member."))
    else:
        message = _(
            "We have asked the people who look after %(name)s. You get an e-mail when "
            "they answer."
        )
        messages.success(request, message % {"name": organisation.name})
    return redirect(_next(request) or "accounts:home")


def leave(request, slug):
    membership = get_object_or_404(
        Membership.objects.select_related("organisation"),
        user=request.user,
        organisation__slug=slug,
    )
    if not request.user.has_perm("organisations.leave", membership):
        raise PermissionDenied
    if request.method == "POST":
        with contextlib.suppress(actions.MembershipError):  # it has ended already
            actions.leave(membership, by=request.user)
        messages.success(
            request, _("You have left %(name)s.") % vars(membership.organisation)
        )
        return redirect("accounts:home")
    context = {"membership": membership}
    return render(request, "portal/organisations/leave.html", context)


@require_POST
def decide(request, key):
    memberships = Membership.objects.select_related("organisation", "user")
    membership = get_object_or_404(memberships, key=key)
    if not request.user.has_perm("organisations.decide", membership):
        raise Http404  # a request is seen by those alone who may answer it
    form = DecisionForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    verbs = {"approve": actions.approve, "decline": actions.decline}
    try:
        verbs[form.cleaned_data["answer"]](membership, by=request.user)
    except actions.MembershipError as error:
        messages.info(request, _answered_already(error.step))
    else:
        messages.success(request, _("Your answer is on its way to them."))
    return redirect("accounts:home")


def _answered_already(step):
    if step is None:
        return _("Somebody else has answered this request already.")
    said = _("This request was answered by %(name)s at %(when)s already.")
    at = date_format(timezone.localtime(step.at), "H:i, j F Y")
    return said % {"name": step.actor() or _("somebody else"), "when": at}


def _visible(user, slug):
    organisations = Organisation.objects.visible_to(user).with_place()
    return get_object_or_404(organisations, slug=slug)


def _next(request):
    """Where the person was going, when it is a page of ours."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if safe and address.startswith("/") else ""
