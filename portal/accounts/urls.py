from django.urls import path

from portal.accounts import views
from portal.post import views as post

app_name = "accounts"
urlpatterns = [
    path("", views.home, name="home"),
    path("mail/<uuid:key>/try-again/", post.try_again, name="mail-again"),
    path("name/", views.name, name="name"),
]
