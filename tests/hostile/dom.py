"""What may never stand in a page of ours, read from its HTML without a browser."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "srcset"}
ADDRESSES |= {"xlink:href", "background", "cite", "ping", "srcdoc"}
SAFE = {"", "http", "https", "mailto", "tel"}
# What browsers leave out when they read the scheme of an address.
IGNORED = re.compile(r"[\x00-\x20]")


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, attrs))

    handle_startendtag = handle_starttag

    def unknown_decl(self, data):
        self.found.append(("<![", []))

    def handle_pi(self, data):
        self.found.append(("<?", []))


def faults(html, *, allowed=None):
    """Whatever runs, or leads to what does: sentences; an empty list is a safe page.

    ``allowed`` names the tags that may be there, and a link the attributes it may
    have; without it the page is one of ours, with scripts of our own by address.
    """
    found = []
    for tag, attrs in Tags(html).found:
        if allowed is not None and tag not in allowed:
            found.append(f"<{tag}>")
        found += [f"<{tag} {name}>" for name, value in attrs if _runs(name, value)]
        if allowed is not None and {name for name, _value in attrs} - {"href", "rel"}:
            found.append(f"<{tag}> with {attrs}")
        if tag == "script" and "src" not in dict(attrs):
            found += [] if dict(attrs).get("type") == "application/ld+json" else [tag]
    return found


def _runs(name, value):
    return (
        name.startswith("on")
        or name in {"style", "srcdoc"}
        or (name in ADDRESSES and scheme(value or "") not in SAFE)
    )


def scheme(address):
    try:
        return urlsplit(IGNORED.sub("", address)).scheme.lower()
    except ValueError:  # no address at all, such as one with half a bracket
        return ""
