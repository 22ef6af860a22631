"""What programs fetch; anybody may."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import views
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from casestudies.feeds.atom import NewStories
from casestudies.feeds.sitemaps import SITEMAPS
from portal.editions.kept import public_page

# Pages of one person, and forms that begin something for one.
PRIVATE = ["/account/", "/admin/", "/moderation/", "/share/begin/"]
_feed = NewStories()


@public_page()
@login_not_required
@require_safe
def stories(request):
    return _undated(_feed(request))


@public_page()
@login_not_required
@require_safe
def sitemap(request):
    """The list of the files with addresses."""
    name = "feeds:sitemap-section"
    return _undated(views.index(request, SITEMAPS, sitemap_url_name=name))


@public_page("p")
@login_not_required
@require_safe
def sitemap_section(request, section):
    return _undated(views.sitemap(request, SITEMAPS, section=section))


def _undated(response):
    """Its newest date goes back when a story is taken down: no copy is kept by it."""
    response.headers.pop("Last-Modified", None)
    return response


@public_page()
@login_not_required
@require_safe
def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('feeds:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
