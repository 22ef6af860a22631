"""Addresses of the start page, the gallery, and the pages of terms."""

from django.urls import path

from casestudies.gallery import landing, views

app_name = "gallery"
urlpatterns = [
    path("", views.home, name="home"),
    path("case-studies/", views.story_list, name="list"),
    path("learning/make-the-case/", views.make_the_case, name="make-the-case"),
    path("map/", views.story_map, name="map"),
    path("suggest/", views.suggest, name="suggest"),
    # /care-settings/
    path("care-settings/", landing.care_settings, name="care-settings"),
    path("care-settings/<slug:slug>/", landing.care_setting, name="care-setting"),
    # /themes/
    path("themes/", landing.themes, name="themes"),
    path("themes/<slug:slug>/", landing.theme, name="theme"),
    # /touch-points/
    path("touch-points/", landing.touch_points, name="touch-points"),
    path("touch-points/<slug:slug>/", landing.touch_point, name="touch-point"),
    # /enablers/
    path("enablers/", landing.enablers, name="enablers"),
    path("enablers/<slug:slug>/", landing.enabler, name="enabler"),
    # /partner-types/
    path("partner-types/", landing.partner_types, name="partner-types"),
    path("partner-types/<slug:slug>/", landing.partner_type, name="partner-type"),
]
