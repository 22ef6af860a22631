"""Addresses of the tellers' pages of a story, and of the story itself."""

app_name = "stories"
urlpatterns = []
