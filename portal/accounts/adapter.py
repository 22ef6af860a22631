"""How django-allauth is fitted to the portal."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):
    pass


class SecondFactorAdapter(DefaultMFAAdapter):
    pass
