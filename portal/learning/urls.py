"""Addresses under /learning/."""

from django.urls import path

from portal.learning import views

app_name = "learning"

urlpatterns = [
    # /learning/
    path("", views.home, name="home"),
    path("add/", views.add, name="add"),
    path("<slug:slug>/", views.milestone, name="milestone"),
    path("<slug:slug>/edit/", views.edit, name="edit"),
    path("<slug:slug>/report/", views.report, name="report"),
    path("<slug:slug>/checked/", views.checked, name="checked"),
]
