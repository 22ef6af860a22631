"""Every address of the portal; the only file that looks up to the other floors."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("about/", include("portal.pages.urls")),
    path("account/", include("portal.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
