"""The forms of our pages, so that each of their fields is asked with odd values."""

from collections import defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit


@dataclass
class Form:
    """``fields`` are pairs of a name and the value that the page filled in."""

    path: str
    method: str
    fields: list = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self, html, here):
        super().__init__()
        self.here = here
        self.forms = []
        self._by_id = {}
        self._outside = []  # fields that name their form, which may come later
        self._form = self._select = self._area = None
        self.feed(html)
        for named, pair in self._outside:
            if named in self._by_id:
                self._by_id[named].fields.append(pair)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            path = urlsplit(urljoin(self.here, attrs.get("action") or "")).path
            self._form = Form(path, (attrs.get("method") or "get").lower())
            self.forms.append(self._form)
            self._by_id[attrs.get("id")] = self._form
            if "hx-post" in attrs:
                # The same fields go to a second address by script.
                twin = Form(attrs["hx-post"], "post", self._form.fields)
                self.forms.append(twin)
        elif tag in {"input", "button"} and attrs.get("name"):
            self._add(attrs["name"], attrs.get("value") or "", attrs)
        elif tag == "textarea":
            self._area = (attrs.get("name"), attrs)
            self._add(attrs.get("name"), "words", attrs)
        elif tag == "select":
            self._select = (attrs.get("name"), attrs)
            self._add(attrs.get("name"), "", attrs)

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None

    def _add(self, name, value, attrs):
        if not name:
            return
        if attrs.get("form"):
            self._outside.append((attrs["form"], (name, value)))
        elif self._form is not None:
            self._form.fields.append((name, value))


def of(html, here):
    """The forms of one page, each with the address that it is sent to."""
    return _Forms(html, here).forms


def by_address(pages):
    """Fields by (method, path) from pairs of a path and its HTML; the first value of
    each name counts, since a page offers several buttons and choices of one name."""
    found = defaultdict(dict)
    for here, html in pages:
        for form in of(html, here):
            for name, value in form.fields:
                if name != "csrfmiddlewaretoken":
                    found[form.method, form.path].setdefault(name, value)
    return found
