"""New stories as an Atom feed; a story that was taken down is gone from it at once."""

import re
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casestudies.search import Selection
from casestudies.search.finding import find
from casestudies.stories.models import Revision

ENTRIES = 20
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
# Those of machines, most of which XML does not know, and those that turn round the
# letters after them.
CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


class Atom(Atom1Feed):
    def latest_post_date(self):
        """A feed without entries has not changed since, rather than just now."""
        return super().latest_post_date() if self.items else BEGINNING


class NewStories(Feed):
    feed_type = Atom
    title = _("Creating Light: new stories")
    subtitle = _("When did it go really well, and what can we learn from that?")
    link = reverse_lazy("gallery:list")
    language = "en-GB"

    def get_feed(self, obj, request):
        """Addresses are those of the site, whichever name it was asked by."""
        self.feed_url = settings.SITE_URL + request.path
        return super().get_feed(obj, request)

    def items(self):
        ids = find(Selection(per_page=ENTRIES)).ids
        published = Revision.objects.published().filter(case_study__in=ids)
        published = published.select_related("case_study__inquiry")
        by_study = {
            one.case_study_id: one
            for one in published.prefetch_related("care_settings", "themes")
        }
        return [by_study[study] for study in ids if study in by_study]

    def item_title(self, item):
        headline = _clean(item.headline)
        if not item.case_study.inquiry.is_example:
            return headline
        return gettext("Example story: %(headline)s") % {"headline": headline}

    def item_description(self, item):
        return _clean(item.summary)

    def item_link(self, item):
        return settings.SITE_URL + item.case_study.get_absolute_url()

    item_guid = item_link

    def item_pubdate(self, item):
        return item.case_study.first_published_at

    def item_updateddate(self, item):
        return item.published_at

    def item_categories(self, item):
        terms = [*item.care_settings.all(), *item.themes.all()]
        return [_clean(term.name) for term in terms]


def _clean(text):
    """The text without control characters; spaces and joiners of any kind stay."""
    return CONTROLS.sub("", text)
