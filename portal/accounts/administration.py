"""Django's administration, fitted to the portal: its sign-in, and what may be asked."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.db.models.constants import LOOKUP_SEP
from django.shortcuts import redirect


class ListedOnly(admin.ModelAdmin):
    """Lists are narrowed by their filters alone.

    Django narrows a list by any field of its model, also by what the pages do not show:
    ``?password__startswith=a`` would tell a hash letter by letter.
    """

    def lookup_allowed(self, lookup, value, request):
        listed = [self.date_hierarchy, *self.get_list_filter(request)]
        names = {
            str(one[0] if isinstance(one, tuple) else one) for one in listed if one
        }
        asked = lookup.split(LOOKUP_SEP)[0]
        return asked in {name.split(LOOKUP_SEP)[0] for name in names} and (
            super().lookup_allowed(lookup, value, request)
        )

    def get_view_on_site_url(self, obj=None):
        """Straight to the page: the usual way round by a number answers for any model."""
        if obj is None or not hasattr(obj, "get_absolute_url"):
            return None
        return obj.get_absolute_url()


class Administration(admin.AdminSite):
    site_header = site_title = "Creating Light"

    def register(self, model_or_iterable, admin_class=None, **options):
        given = admin_class or admin.ModelAdmin
        listed = type(given.__name__, (ListedOnly, given), {})
        super().register(model_or_iterable, listed, **options)

    def get_urls(self):
        return [
            url
            for url in super().get_urls()
            if getattr(url, "name", "") != "view_on_site"
        ]

    def login(self, request, extra_context=None):
        return secure_admin_login(super().login)(request, extra_context)

    def password_change(self, request, extra_context=None):
        """The page of the site counts wrong passwords and tells the person by mail."""
        return redirect("account_change_password")
