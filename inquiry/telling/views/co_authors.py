"""Telling a story together: naming, accepting, removing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from inquiry.telling import actions
from inquiry.telling.forms import CoAuthorForm
from inquiry.telling.models import CoAuthor
from inquiry.telling.views.tasks import told


def co_authors(request, key):
    inquiry = told(request, key)
    may_name = request.user.has_perm("telling.name_co_author", inquiry)
    posted = request.method == "POST"
    if posted and not may_name:
        raise PermissionDenied
    form = CoAuthorForm(request.POST if posted else None, inquiry=inquiry)
    if form.is_valid():
        email = form.cleaned_data["email"]
        actions.name_co_author(inquiry, by=request.user, email=email)
        messages.success(request, _("We have asked %(email)s.") % {"email": email})
        return redirect("telling:co-authors", inquiry.key)
    named = inquiry.co_authors.select_related("user")
    return render(
        request,
        "inquiry/telling/co_authors.html",
        {"inquiry": inquiry, "form": form, "may_name": may_name, "co_authors": named},
    )


def remove(request, key, co_author):
    inquiry = told(request, key)
    if not request.user.has_perm("telling.name_co_author", inquiry):
        raise PermissionDenied
    named = get_object_or_404(inquiry.co_authors, key=co_author)
    if request.method != "POST":
        context = {"co_author": named}
        return render(request, "inquiry/telling/remove_co_author.html", context)
    try:
        actions.remove_co_author(named, by=request.user)
    except actions.CoAuthorError:
        raise Http404 from None
    messages.success(
        request, _("%(email)s is no longer a co-author.") % {"email": named.email}
    )
    return redirect("telling:co-authors", inquiry.key)


def accept(request, key):
    """Seen only by a person who has shown that the named address is theirs."""
    named = CoAuthor.objects.addressed_to(request.user).select_related(
        "inquiry__organisation", "inquiry__version", "named_by"
    )
    co_author = named.filter(inquiry__key=key).first()
    if co_author is None:
        return _no_invitation(request)
    if co_author.user_id == request.user.pk:
        return redirect(co_author.inquiry)
    if request.method == "POST":
        try:
            actions.accept(co_author, by=request.user)
        except actions.CoAuthorError:
            return _no_invitation(request)
        messages.success(request, _("You are a co-author of this story now."))
        return redirect(co_author.inquiry)
    return render(request, "inquiry/telling/accept.html", {"co_author": co_author})


def _no_invitation(request):
    """The same for every key, so that nobody learns which stories there are."""
    return render(request, "inquiry/telling/no_invitation.html", status=404)
