"""The addresses that search engines may know, in files of a bearable size."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from casestudies.stories.models import Revision, RevisionTip
from inquiry.protocols.models import ProtocolVersion
from portal.learning.models import Milestone
from portal.networks.models import Network
from portal.organisations.models import Organisation
from portal.taxonomy.models import CareSetting, Enabler, PartnerType, Theme, TouchPoint


class OurSitemap(Sitemap):
    """Addresses are those of the site, whichever name it was asked by."""

    limit = 5000

    def get_protocol(self, protocol=None):
        return settings.SITE_URL.partition("://")[0]

    def get_domain(self, site=None):
        return settings.SITE_URL.partition("://")[2]


class Pages(OurSitemap):
    def items(self):
        return [
            "gallery:home", "gallery:list", "gallery:care-settings", "gallery:themes",
            "gallery:touch-points", "gallery:enablers", "gallery:partner-types",
            "gallery:map", "gallery:make-the-case", "tips:list",
            "insights:home", "insights:coverage", "insights:networks",
            "learning:home", "telling:start",
            "pages:about", "pages:choosing", "pages:privacy", "pages:cookies",
            "pages:accessibility", "pages:worried", "pages:contact",
        ]  # fmt: skip

    def location(self, item):
        return reverse(item)


class Stories(OurSitemap):
    def items(self):
        """By key: a story that goes up moves no other to another page."""
        published = Revision.objects.published().select_related("case_study")
        by_key = published.order_by("case_study_id")
        return by_key.only("published_at", "case_study__slug")

    def location(self, item):
        return item.case_study.get_absolute_url()

    def lastmod(self, item):
        return item.published_at

    def get_latest_lastmod(self):
        """Without reading every story."""
        return Revision.objects.published().aggregate(last=Max("published_at"))["last"]


class Tips(OurSitemap):
    def items(self):
        return RevisionTip.objects.published().order_by("key").only("key")


class Terms(OurSitemap):
    KINDS = {
        "gallery:care-setting": CareSetting,
        "gallery:theme": Theme,
        "gallery:touch-point": TouchPoint,
        "gallery:enabler": Enabler,
        "gallery:partner-type": PartnerType,
    }

    def items(self):
        return [
            (name, slug)
            for name, model in self.KINDS.items()
            for slug in model.objects.current().values_list("slug", flat=True)
        ]

    def location(self, item):
        name, slug = item
        return reverse(name, args=[slug])


class Milestones(OurSitemap):
    def items(self):
        return Milestone.objects.shown()


class Networks(OurSitemap):
    def items(self):
        return Network.objects.order_by("slug")


class QuestionSets(OurSitemap):
    def items(self):
        return ProtocolVersion.objects.live().order_by("protocol__slug")


class Organisations(OurSitemap):
    def items(self):
        return Organisation.objects.public().order_by("pk").only("slug")


SITEMAPS = {
    "pages": Pages,
    "stories": Stories,
    "tips": Tips,
    "terms": Terms,
    "learning": Milestones,
    "networks": Networks,
    "question-sets": QuestionSets,
    "organisations": Organisations,
}
