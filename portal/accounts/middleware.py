"""Moderators and administrators come in with a second factor only."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.accounts.rules import needs_second_factor

# Signing in and out, confirming an address, setting up the factor itself.
OPEN_NAMES = ("account_", "mfa_")
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SecondFactorMiddleware:
    """Lead people with power over others' stories to set up a second factor first."""

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
        if get_adapter().is_mfa_enabled(request.user, types=FACTORS):
            return None
        messages.warning(
            request,
            _(
                "You look after other people's stories, so your account needs a second "
                "way to sign in. Set it up now, and you can go on."
            ),
        )
        return redirect("mfa_index")
