"""Every address of the portal; the only file that looks up to the other floors."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from portal.accounts.views import ConfirmResetCode

urlpatterns = [
    path("", include("casestudies.gallery.urls")),
    path("", include("casestudies.stories.urls")),
    path("", include("casestudies.feeds.urls")),
    path("about/", include("portal.pages.urls")),
    path("account/", include("portal.accounts.urls")),
    # Before the library's own, which it replaces.
    path(
        "account/password/reset/confirm/",
        ConfirmResetCode.as_view(),
        name="account_confirm_password_reset_code",
    ),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("health/", include("portal.running.urls")),
    path("insights/networks/", include("portal.networks.urls")),
    path("insights/", include("casestudies.insights.urls")),
    path("learning/", include("portal.learning.urls")),
    path("moderation/", include("casestudies.moderation.urls")),
    path("organisations/", include("portal.organisations.urls")),
    path("share/", include("inquiry.telling.urls")),
    path("share/question-sets/", include("inquiry.protocols.urls")),
    path("tips/", include("casestudies.tips.urls")),
]

handler500 = "portal.errors.server_error"

# Everybody may read this mailbox, so production has no such address.
if settings.DEMO:
    urlpatterns += [path("demo/", include("portal.post.urls"))]
