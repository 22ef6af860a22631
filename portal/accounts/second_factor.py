"""Which sessions have shown the second factor of their account."""

from allauth.account.authentication import get_authentication_records

# The library's own list of how a session came in; it has no public way to add to it.
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
METHOD = "mfa"


def has_one(user) -> bool:
    """Whether the account has a factor; spare codes alone are none."""
    return get_adapter().is_mfa_enabled(user, types=FACTORS)


def was_shown(request) -> bool:
    """Whether this session came in, or was asked again, with a second factor."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == METHOD for record in records)


def was_set_up(request, user, authenticator, **kwargs) -> None:
    """Whoever came in without the factor before it was set up is out now, but for the
    session that has just set it up. Called by the library's signal."""
    if authenticator.type not in FACTORS:
        return
    for session in UserSession.objects.filter(user=user):
        if session.session_key != request.session.session_key:
            session.end()
    record_authentication(
        request, user, METHOD, id=authenticator.pk, type=authenticator.type
    )
