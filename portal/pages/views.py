"""Pages that explain the portal; anybody may read them, administrators write them."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.editions.kept import public_page
from portal.pages import actions, rendering
from portal.pages.forms import ContactForm, PageForm
from portal.pages.models import Page
from portal.seen import SeenForm, counted


@public_page()
@login_not_required
@require_safe
def page(request, key):
    one = _todays(key)
    context = {
        "page": one,
        "body": rendering.html(one.body),
        "may_edit": request.user.has_perm("pages.edit"),
    }
    return render(request, "portal/pages/page.html", context)


def _todays(key):
    """Where to take a worry can be read while the database is away, too."""
    try:
        return Page.of(key)
    except DatabaseError:
        if key != Page.Key.WORRIED:
            raise
        return Page.as_shipped(key)


def edit(request, key):
    one = _asked(request.user, key)
    seen = counted(one, actions.versions)
    form = PageForm(request.POST or None, instance=one, initial={"seen": seen})
    context = {"form": form, "page": one}
    if request.method == "POST" and form.is_valid():
        changed = form.save(commit=False)
        if request.POST.get("preview"):
            context["preview"] = rendering.html(changed.body)
            return render(request, "portal/pages/edit.html", context)
        try:
            actions.change(changed, by=request.user, seen=form.cleaned_data["seen"])
        except actions.StalePageError:
            newest = context["newest"] = Page.of(key)
            form.show_again(seen=counted(newest, actions.versions))
            return render(request, "portal/pages/edit.html", context, status=409)
        messages.success(request, _("Your changes are on the page."))
        return redirect(changed)
    return render(request, "portal/pages/edit.html", context)


@require_safe
def versions(request, key):
    one = _asked(request.user, key)
    history = one.history.select_related("history_user") if one.pk else []
    context = {"page": one, "history": history}
    return render(request, "portal/pages/versions.html", context)


@require_safe
def version(request, key, number):
    one, old = _version(request.user, key, number)
    context = {
        "page": one,
        "old": old,
        "body": rendering.html(old.body),
        "form": SeenForm(initial={"seen": actions.versions(one)}),
    }
    return render(request, "portal/pages/version.html", context)


@require_POST
def restore(request, key, number):
    one, old = _version(request.user, key, number)
    form = SeenForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else -1
    try:
        actions.change(old.instance, by=request.user, seen=seen)
    except actions.StalePageError:
        messages.error(
            request, _("Somebody else has changed the page. Look at it once more.")
        )
        return redirect("pages:versions", key)
    messages.success(request, _("The words of that day are back on the page."))
    return redirect(one)


def _asked(user, key):
    if not user.has_perm("pages.edit"):
        raise PermissionDenied
    if key not in Page.Key:
        raise Http404
    return Page.of(key)


def _version(user, key, number):
    one = _asked(user, key)
    if not one.pk:
        raise Http404
    return one, get_object_or_404(one.history, history_id=number)


@login_not_required
def contact(request):
    template = "portal/pages/contact.html"
    return letter(request, ContactForm, template, send=actions.write_to_us)


def letter(request, form_class, template, *, send, **context):
    """Answer with a form that writes to us, or send what was typed into it.

    ``form_class`` is a ContactForm; ``send`` takes its fields and ``stamp``, and
    raises NobodyToWriteToError.
    """
    known = request.user
    initial = {"name": known.name, "email": known.email} if known.pk else {}
    form = form_class(request.POST or None, initial=initial)
    context |= {"form": form, "contact": settings.CONTACT_EMAIL}
    if request.method == "POST":
        if form.is_a_program:
            return redirect("pages:contact-sent")
        if form.is_valid():
            try:
                send(**form.cleaned_data, stamp=form.stamp)
            except actions.NobodyToWriteToError:
                context["is_not_sent"] = True
            else:
                return redirect("pages:contact-sent")
    return render(request, template, context)


@public_page()
@login_not_required
@require_safe
def contact_sent(request):
    return render(request, "portal/pages/contact_sent.html")
