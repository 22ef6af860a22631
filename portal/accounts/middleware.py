"""What is asked of everybody signed in, and what their browsers may keep."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from portal.accounts import kept_words, second_factor
from portal.accounts.rules import needs_second_factor

# Signing in and out, confirming an address, setting up the factor itself.
OPEN_NAMES = ("account_", "mfa_")
SET_UP = _(
    "You look after other people's stories, so your account needs a second way to sign "
    "in. Set it up now, and you can go on."
)
SHOW = _("Show us your second way to sign in, and you can go on.")


class PrivateAnswersMiddleware:
    """No browser keeps a page of somebody signed in: computers are shared.

    An answer that says itself how long it may be kept stays as it is.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            add_never_cache_headers(response)
        return response


class SecondFactorMiddleware:
    """Moderators and administrators come in with a second factor only.

    People with power over others' stories are led to set it up first.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name or ""
        if name.startswith(OPEN_NAMES) or not needs_second_factor(request.user):
            return None
        if not second_factor.has_one(request.user):
            return _first(request, reverse("mfa_index"), SET_UP)
        if second_factor.was_shown(request):
            return None
        ask = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
        # And back to where the person was going.
        where = request.get_full_path() if request.method == "GET" else "/"
        return _first(request, f"{ask}?{urlencode({'next': where})}", SHOW)


def _first(request, address, sentence):
    """To the page where it is set up or shown; words that were sent wait until then."""
    if kept_words.can_keep(request):
        return kept_words.page(request, second_step=address)
    messages.warning(request, sentence)
    return redirect(address)
