"""Addresses of the tips."""

from django.urls import path

from casestudies.tips import views

app_name = "tips"
urlpatterns = [
    # /tips/
    path("", views.tip_list, name="list"),
    path("cards/", views.cards, name="cards"),
    path("<uuid:key>/", views.detail, name="detail"),
]
