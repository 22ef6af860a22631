from django.urls import path

from inquiry.telling.views import co_authors, questions, signing_in, starting, tasks

app_name = "telling"
urlpatterns = [
    # /share/
    path("", starting.start, name="start"),
    path("begin/<slug:slug>/", starting.begin, name="begin"),
    # /share/<key>/
    path("<uuid:key>/", tasks.tasks, name="tasks"),
    path("<uuid:key>/organisation/", tasks.move, name="move"),
    path("<uuid:key>/discard/", tasks.discard, name="discard"),
    # /share/<key>/co-authors/
    path("<uuid:key>/co-authors/", co_authors.co_authors, name="co-authors"),
    path("<uuid:key>/co-authors/accept/", co_authors.accept, name="co-author-accept"),
    path(
        "<uuid:key>/co-authors/<uuid:co_author>/remove/",
        co_authors.remove,
        name="co-author-remove",
    ),
    # /share/<key>/questions/<question>/
    path("<uuid:key>/questions/<slug:question>/", questions.question, name="question"),
    path(
        "<uuid:key>/questions/<slug:question>/autosave/",
        questions.autosave,
        name="autosave",
    ),
    path(
        "<uuid:key>/questions/<slug:question>/resume/",
        signing_in.resume,
        name="resume",
    ),
]
