"""The account home and the name."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts import actions
from portal.accounts.forms import NameForm
from portal.organisations.models import Membership
from portal.post.models import Message

SHOWN_AT_MOST = 50


@require_safe
def home(request):
    """What is yours, and what waits for your answer."""
    waiting = Membership.objects.to_decide_by(request.user)
    context = {
        "memberships": request.user.memberships.select_related("organisation"),
        "requests": waiting.select_related("user", "organisation")[:SHOWN_AT_MOST],
        "waiting": waiting.count(),
    }
    if request.user.has_perm("post.retry"):
        context["given_up"] = Message.objects.given_up()[:SHOWN_AT_MOST]
    return render(request, "portal/accounts/home.html", context)


def name(request):
    form = NameForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        actions.rename(form.save(commit=False), by=request.user)
        messages.success(request, _("Your name is changed."))
        return redirect("accounts:home")
    return render(request, "portal/accounts/name.html", {"form": form})
