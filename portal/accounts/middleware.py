"""What is asked of everybody signed in, and what their browsers may keep."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from portal.accounts.rules import needs_second_factor

# Signing in and out, confirming an address, setting up the factor itself.
OPEN_NAMES = ("account_", "mfa_")
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


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
