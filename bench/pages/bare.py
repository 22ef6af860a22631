"""Settings and addresses of a bare site: one view, and the security headers alone."""

from django.http import HttpResponse
from django.urls import path

from bench.load.settings import *  # noqa: F403

INSTALLED_APPS = []
ROOT_URLCONF = "bench.pages.bare"
HEADS = ("Headers", "CSP", "XFrameOptions", "Security")
MIDDLEWARE = [one for one in MIDDLEWARE if one.rpartition(".")[2].startswith(HEADS)]  # noqa: F405


def page(request, size):
    return HttpResponse(b"x" * size)


urlpatterns = [path("health/live", page, {"size": 2}), path("<int:size>", page)]
