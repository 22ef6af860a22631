"""Addresses that programs fetch."""

from django.urls import path

from casestudies.feeds import views

app_name = "feeds"

urlpatterns = [
    path("feeds/stories/", views.stories, name="stories"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", views.sitemap_section, name="sitemap-section"),
    path("robots.txt", views.robots, name="robots"),
]
