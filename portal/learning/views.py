"""The history of qualifications: anybody reads it, moderators keep it."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.editions.kept import public_page
from portal.learning import actions, timeline
from portal.learning.forms import MilestoneForm, NewMilestoneForm, ReportForm
from portal.learning.models import Milestone, new_key
from portal.pages.views import letter
from portal.seen import counted


@public_page()
@login_not_required
@require_safe
def home(request):
    milestones = list(Milestone.objects.shown())
    context = {
        "milestones": milestones,
        "picture": timeline.picture(milestones),
        "to_take": Milestone.objects.to_take(),
        "taken_away": Milestone.objects.taken_away(),
        "is_any_confirmed": any(one.status == "current" for one in milestones),
    }
    return render(request, "portal/learning/home.html", context)


@public_page()
@login_not_required
@require_safe
def milestone(request, slug):
    one = get_object_or_404(_visible(request.user), slug=slug)
    may_edit = request.user.has_perm("learning.edit")
    history = one.history.select_related("history_user") if may_edit else []
    context = {"milestone": one, "may_edit": may_edit, "history": history}
    return render(request, "portal/learning/milestone.html", context)


@login_not_required
def report(request, slug):
    """Tell the moderators that an entry is no longer right."""
    one = get_object_or_404(Milestone.objects.shown(), slug=slug)
    template = "portal/learning/report.html"
    send = partial(actions.report, one)
    return letter(request, ReportForm, template, send=send, milestone=one)


def add(request):
    _ask(request.user)
    last = Milestone.objects.aggregate(last=Max("order"))["last"] or 0
    initial = {"order": last + 1, "seen": 0, "key": new_key()}
    form = NewMilestoneForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        one = actions.add(form.save(commit=False), by=request.user)
        messages.success(request, _("The new entry is on the page."))
        return redirect(one)
    context = {"form": form, "title": _("Add to the history")}
    return render(request, "portal/learning/edit.html", context)


def edit(request, slug):
    _ask(request.user)
    one = get_object_or_404(Milestone, slug=slug)
    initial = {"seen": counted(one, actions.versions)}
    form = MilestoneForm(request.POST or None, instance=one, initial=initial)
    context = {"form": form, "title": _("Change this entry"), "milestone": one}
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            actions.change(form.save(commit=False), by=request.user, seen=seen)
        except actions.StaleMilestoneError:
            form.show_again(seen=actions.versions(one))
            context["newest"] = Milestone.objects.get(pk=one.pk)
            return render(request, "portal/learning/edit.html", context, status=409)
        messages.success(request, _("Your changes are saved."))
        return redirect(one)
    return render(request, "portal/learning/edit.html", context)


@require_POST
def checked(request, slug):
    _ask(request.user)
    one = get_object_or_404(Milestone, slug=slug)
    actions.check(one, by=request.user)
    messages.success(request, _("Thank you. It says that it was checked today."))
    return redirect(one)


def _visible(user):
    """What is no longer shown can be brought back by those who keep the history."""
    everything = Milestone.objects.all()
    return everything if user.has_perm("learning.edit") else everything.shown()


def _ask(user):
    if not user.has_perm("learning.edit"):
        raise PermissionDenied
