"""What every template may know about the site."""

from django.conf import settings

from portal.running import maintenance


def site(request):
    return {
        "demo": settings.DEMO,
        "maintenance": maintenance.mode() != maintenance.Mode.OPEN,
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
    }
