"""Addresses of a story: its page, and the pages of those who tell it."""

from django.urls import path

from casestudies.stories.views import journey, public, telling

app_name = "stories"
urlpatterns = [
    # /case-studies/<slug>/
    path("case-studies/<slug:slug>/", public.detail, name="detail"),
    # /share/
    path("share/stories/", journey.mine, name="mine"),
    # /share/<key>/telling/
    path("share/<uuid:key>/telling/", telling.telling, name="telling"),
    path("share/<uuid:key>/telling/compose/", telling.compose, name="compose"),
    path("share/<uuid:key>/telling/<slug:place>/", telling.part, name="part"),
    path(
        "share/<uuid:key>/telling/<slug:place>/new-words/",
        telling.new_words,
        name="part-new-words",
    ),
    # /share/<key>/
    path("share/<uuid:key>/check/", telling.check, name="check"),
    path("share/<uuid:key>/status/", journey.status, name="status"),
    path("share/<uuid:key>/take-back/", journey.take_back, name="take-back"),
    path("share/<uuid:key>/update/", journey.update, name="update"),
    path("share/<uuid:key>/drop/", journey.drop, name="drop"),
    path("share/<uuid:key>/take-down/", journey.take_down, name="take-down"),
]
