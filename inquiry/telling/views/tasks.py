"""The task list of an inquiry, and discarding it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from inquiry.telling import actions, progress
from inquiry.telling.discarding import CannotDiscardError
from inquiry.telling.forms import OrganisationForm
from inquiry.telling.models import Inquiry


def told(request, key):
    """The inquiry if the person tells it; else it is as if it did not exist."""
    told_by = Inquiry.objects.told_by(request.user)
    related = told_by.select_related("version__protocol", "organisation", "begun_by")
    return get_object_or_404(related, key=key)


@require_safe
def tasks(request, key):
    inquiry = told(request, key)
    return render(
        request,
        "inquiry/telling/tasks.html",
        {
            "inquiry": inquiry,
            "progress": progress.of(inquiry),
            "title": inquiry.title(),
            "co_authors": inquiry.co_authors.select_related("user"),
        },
    )


def move(request, key):
    inquiry = told(request, key)
    if not request.user.has_perm("telling.move", inquiry):
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    initial = {"organisation": inquiry.organisation}
    form = OrganisationForm(data, user=inquiry.begun_by, initial=initial)
    if not inquiry.is_open:
        return _stays(request, inquiry)
    if not form.is_valid():
        context = {"inquiry": inquiry, "form": form}
        return render(request, "inquiry/telling/move.html", context)
    try:
        actions.move(inquiry, by=request.user, **form.cleaned_data)
    except actions.ClosedInquiryError:
        return _stays(request, inquiry)
    said = _("The story is now told for %(name)s.") % {"name": inquiry.organisation}
    messages.success(request, said)
    return redirect(inquiry)


def _stays(request, inquiry):
    messages.error(request, _("A story that has been sent in stays as it is."))
    return redirect(inquiry)


def discard(request, key):
    inquiry = told(request, key)
    if not request.user.has_perm("telling.discard", inquiry):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "inquiry/telling/discard.html", {"inquiry": inquiry})
    try:
        actions.discard(inquiry, by=request.user)
    except (CannotDiscardError, actions.ClosedInquiryError):
        messages.error(request, _("A story that has been sent in cannot be deleted."))
        return redirect(inquiry)
    messages.success(request, _("Your draft is deleted."))
    return redirect("telling:start")
