from django.urls import path

from portal.running import views

app_name = "running"
urlpatterns = [
    path("live", views.live, name="live"),
    path("ready", views.ready, name="ready"),
]
