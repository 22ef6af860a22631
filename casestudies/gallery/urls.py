"""Addresses of the start page, the gallery, and the pages of terms."""

from django.urls import path

from casestudies.gallery import views

app_name = "gallery"
urlpatterns = [
    path("", views.home, name="home"),
    path("case-studies/", views.story_list, name="list"),
    # /care-settings/
    path("care-settings/", views.care_settings, name="care-settings"),
    path("care-settings/<slug:slug>/", views.care_setting, name="care-setting"),
    # /themes/
    path("themes/", views.themes, name="themes"),
    path("themes/<slug:slug>/", views.theme, name="theme"),
]
