from django.urls import path

from portal.organisations import views

app_name = "organisations"
urlpatterns = [
    path("add/", views.add, name="add"),
    path("find/", views.find, name="find"),
    path("requests/<uuid:key>/", views.decide, name="decide"),
    # /organisations/<slug>/
    path("<slug:slug>/", views.detail, name="detail"),
    path("<slug:slug>/edit/", views.edit, name="edit"),
    path("<slug:slug>/join/", views.join, name="join"),
    path("<slug:slug>/leave/", views.leave, name="leave"),
]
