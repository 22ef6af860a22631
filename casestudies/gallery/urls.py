"""Addresses of the start page, the gallery, and the pages of terms."""

from django.urls import path

from casestudies.gallery import landing, views

app_name = "gallery"


def _pages_of(facet, listed, name):
    """/<listed>/ and a page for each term below it."""
    named = {"facet": facet}
    return [
        path(f"{listed}/", landing.term_list, named, name=listed),
        path(f"{listed}/<slug:slug>/", landing.term, named, name=name),
    ]


urlpatterns = [
    path("", views.home, name="home"),
    path("case-studies/", views.story_list, name="list"),
    path("learning/make-the-case/", views.make_the_case, name="make-the-case"),
    path("map/", views.story_map, name="map"),
    path("suggest/", views.suggest, name="suggest"),
    *_pages_of("care_setting", "care-settings", "care-setting"),
    *_pages_of("theme", "themes", "theme"),
    *_pages_of("touch_point", "touch-points", "touch-point"),
    *_pages_of("enabler", "enablers", "enabler"),
    *_pages_of("partner_type", "partner-types", "partner-type"),
]
