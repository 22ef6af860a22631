"""The account home, the name, and the code for a new password."""

from allauth.account.views import ConfirmPasswordResetCodeView
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
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
        "second_steps": _second_steps(request.user),
    }
    if request.user.has_perm("post.retry"):
        context["given_up"] = Message.objects.given_up()[:SHOWN_AT_MOST]
    return render(request, "portal/accounts/home.html", context)


def _second_steps(user):
    """The kinds that are set up; spare codes are none by themselves."""
    kinds = Authenticator.objects.filter(user=user).values_list("type", flat=True)
    return set(kinds) - {Authenticator.Type.RECOVERY_CODES}


def name(request):
    form = NameForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        actions.rename(form.save(commit=False), by=request.user)
        messages.success(request, _("Your name is changed."))
        return redirect("accounts:home")
    return render(request, "portal/accounts/name.html", {"form": form})


class ConfirmResetCode(ConfirmPasswordResetCodeView):
    """A code that no longer works leads to where a new one is asked for: who has
    forgotten their password is not helped by the page to sign in."""

    @method_decorator(login_not_required)
    def dispatch(self, request, *args, **kwargs):
        answer = super().dispatch(request, *args, **kwargs)
        path, mark, query = answer.headers.get("Location", "").partition("?")
        if path == reverse("account_login"):
            answer.headers["Location"] = (
                reverse("account_reset_password") + mark + query
            )
        return answer
