"""What every template may know about the site."""

from django.conf import settings


def site(request):
    return {
        "demo": settings.DEMO,
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
    }
