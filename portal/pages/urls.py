"""Addresses of the pages that explain the portal, under /about/."""

from django.urls import path

from portal.pages import views

app_name = "pages"

urlpatterns = [
    # /about/
    path("", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("cookies/", views.cookies, name="cookies"),
    path("worried/", views.worried, name="worried"),
]
