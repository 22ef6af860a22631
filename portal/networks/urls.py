"""Addresses under /insights/networks/ for those who keep the networks."""

from django.urls import path

from portal.networks import views

app_name = "networks"

urlpatterns = [
    # /insights/networks/
    path("add/", views.add, name="add"),
    path("<slug:slug>/edit/", views.edit, name="edit"),
    path("<slug:slug>/members/", views.members, name="members"),
    path("<slug:slug>/members/add/", views.take_in, name="take-in"),
    path("<slug:slug>/members/remove/", views.take_out, name="take-out"),
]
