"""Sessions of tests that come from no form: with the second factor shown."""

from types import SimpleNamespace

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator

from portal.accounts.second_factor import FACTORS


def with_all_factors(session, user):
    """Whoever has a second factor has shown it in this session."""
    request = SimpleNamespace(session=session)
    factor = Authenticator.objects.filter(user=user, type__in=FACTORS).first()
    if factor and not get_authentication_records(request, user):
        record_authentication(request, user, "mfa", id=factor.pk, type=factor.type)


def by_force(sender, request, user, **kwargs):
    """Forms leave a record of how somebody came in before Django is told."""
    with_all_factors(request.session, user)
