"""The mailbox of the demo; production has no such address."""

from django.urls import path

from portal.post import views

app_name = "post"
urlpatterns = [
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<uuid:key>/", views.message, name="message"),
]
