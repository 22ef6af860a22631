from django.urls import path

from inquiry.protocols import views

app_name = "protocols"
urlpatterns = [
    # /share/question-sets/<slug>/
    path("<slug:slug>/", views.detail, name="detail"),
]
