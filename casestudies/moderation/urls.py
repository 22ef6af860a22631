from django.urls import path

from casestudies.moderation import views, words

app_name = "moderation"
urlpatterns = [
    path("", views.queue, name="queue"),
    # /moderation/words/
    path("words/", words.words, name="words"),
    path("words/add/", words.add, name="words-add"),
    path("words/<uuid:key>/", words.edit, name="words-edit"),
    # /moderation/<key of the revision>/
    path("<uuid:key>/", views.review, name="review"),
    path("<uuid:key>/claim/", views.claim, name="claim"),
    path("<uuid:key>/release/", views.release, name="release"),
    path("<uuid:key>/publish/", views.publish, name="publish"),
    path("<uuid:key>/schedule/", views.schedule, name="schedule"),
    path("<uuid:key>/unschedule/", views.unschedule, name="unschedule"),
    path("<uuid:key>/ask/", views.ask, name="ask"),
    path("<uuid:key>/decline/", views.decline, name="decline"),
    path("<uuid:key>/hold/", views.hold, name="hold"),
    path("<uuid:key>/unhold/", views.unhold, name="unhold"),
    path("<uuid:key>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:key>/restore/", views.restore, name="restore"),
]
