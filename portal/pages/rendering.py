"""From an administrator's Markdown to safe HTML."""

import re
from functools import lru_cache

import nh3
from django.conf import settings
from django.utils.html import linebreaks
from django.utils.safestring import mark_safe
from markdown import Markdown
from markdown.extensions.toc import TocExtension

TAGS = {
    "a", "blockquote", "br", "em", "h2", "h3", "hr", "li", "ol", "p", "strong", "ul",
}  # fmt: skip
NO_LETTERS = re.compile(r"[^a-z0-9]+")


def html(text):
    """Safe HTML; {contact} is our e-mail address."""
    return _html(text.replace("{contact}", settings.CONTACT_EMAIL))


@lru_cache(maxsize=64)
def _html(text):
    """Headings can be linked to; their ids cannot meet those of the page around."""
    toc = TocExtension(slugify=_anchor)
    try:
        page = Markdown(extensions=["sane_lists", toc]).convert(text)
    except RecursionError:  # lists in lists in lists are shown as typed
        page = linebreaks(text, autoescape=True)
    attributes = {"a": {"href"}, "h2": {"id"}, "h3": {"id"}}
    schemes = {"http", "https", "mailto", "tel"}
    cleaned = nh3.clean(page, tags=TAGS, attributes=attributes, url_schemes=schemes)
    return mark_safe(cleaned)  # noqa: S308 (it has just been cleaned)


def _anchor(heading, separator):
    return f"about-{NO_LETTERS.sub(separator, heading.lower()).strip(separator)}"
