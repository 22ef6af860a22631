"""Addresses under /insights/."""

from django.urls import path

from casestudies.insights import views

app_name = "insights"

urlpatterns = [
    # /insights/
    path("", views.home, name="home"),
    path("coverage/", views.coverage, name="coverage"),
    # /insights/networks/, beside what moderators do there (portal.networks)
    path("networks/", views.networks, name="networks"),
    path("networks/<slug:slug>/", views.network, name="network"),
]
