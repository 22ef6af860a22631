"""What machines and other writers read of a published story."""

import json

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

# In a script element these could end it or begin a comment.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def address(case_study) -> str:
    return settings.SITE_URL + case_study.get_absolute_url()


def citation(revision) -> str:
    """The story as a reference in plain text, with its date and its address."""
    case_study = revision.case_study
    said = {
        "partners": "; ".join(partner.name for partner in revision.partners.all()),
        "headline": revision.headline.rstrip("."),
        "site": settings.SITE_NAME,
        "day": _day(case_study.first_published_at),
        "address": address(case_study),
    }
    if _day(revision.published_at) != said["day"]:
        said["changed"] = _day(revision.published_at)
        text = _("%(partners)s. %(headline)s. %(site)s, %(day)s, changed %(changed)s.")
    else:
        text = _("%(partners)s. %(headline)s. %(site)s, %(day)s.")
    return f"{text % said} {said['address']}"


def _day(moment):
    return date_format(timezone.localtime(moment), "j F Y")


def json_ld(revision) -> SafeString:
    """The story as a schema.org Article, ready for a script element."""
    case_study = revision.case_study
    article = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": revision.headline,
        "description": revision.summary,
        "url": address(case_study),
        "inLanguage": "en-GB",
        "datePublished": case_study.first_published_at.isoformat(),
        "dateModified": revision.published_at.isoformat(),
        "author": [
            {"@type": "Organization", "name": partner.name}
            for partner in revision.partners.all()
        ],
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME},
        "about": [
            {"@type": "Thing", "name": term.name}
            for term in [*revision.care_settings.all(), *revision.themes.all()]
        ],
    }
    text = json.dumps(article, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(text)  # noqa: S308 (escaped above)
