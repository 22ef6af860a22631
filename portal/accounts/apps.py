from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    name = "portal.accounts"

    def ready(self):
        # The library's views call nothing of ours when a factor is set up.
        from allauth.mfa.signals import authenticator_added  # noqa: PLC0415

        from portal.accounts import second_factor  # noqa: PLC0415

        authenticator_added.connect(second_factor.was_set_up)


class AdministrationConfig(admin_apps.AdminConfig):
    default = False
    default_site = "portal.accounts.administration.Administration"
