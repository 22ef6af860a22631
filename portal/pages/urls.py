"""Addresses of the pages that explain the portal, under /about/."""

from django.urls import path

from portal.pages import views
from portal.pages.models import Page

app_name = "pages"


def _explains(address, key):
    return path(address, views.page, {"key": key.value}, name=key.value)


urlpatterns = [
    # /about/
    _explains("", Page.Key.ABOUT),
    _explains("choosing/", Page.Key.CHOOSING),
    _explains("privacy/", Page.Key.PRIVACY),
    _explains("accessibility/", Page.Key.ACCESSIBILITY),
    _explains("cookies/", Page.Key.COOKIES),
    _explains("worried/", Page.Key.WORRIED),
    path("contact/", views.contact, name="contact"),
    path("contact/sent/", views.contact_sent, name="contact-sent"),
    # /about/<page>/, for those who write them
    path("<slug:key>/edit/", views.edit, name="edit"),
    path("<slug:key>/versions/", views.versions, name="versions"),
    path("<slug:key>/versions/<int:number>/", views.version, name="version"),
    path("<slug:key>/versions/<int:number>/restore/", views.restore, name="restore"),
]
