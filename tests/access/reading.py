"""What a page is made of, read from its HTML with the standard parser."""

from html.parser import HTMLParser

RESOURCES = {"script": "src", "img": "src", "link": "href", "iframe": "src"}
RESOURCES |= {"form": "action", "source": "src", "video": "src", "object": "data"}


class Page(HTMLParser):
    """Tags with their attributes in order, and the texts of title and h1."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.texts, self._open = [], {"title": [], "h1": []}, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag in self.texts:
            self._open = tag
            self.texts[tag].append("")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        if tag == self._open:
            self._open = None

    def handle_data(self, data):
        if self._open:
            self.texts[self._open][-1] += data

    def count(self, tag):
        return sum(1 for name, _attrs in self.tags if name == tag)

    def all(self, attribute):
        return [attrs[attribute] for _tag, attrs in self.tags if attribute in attrs]

    def title(self):
        return " ".join("".join(self.texts["title"][:1]).split())

    def inline(self):
        """Whatever the content policy would refuse, or another site would serve."""
        for tag, attrs in self.tags:
            yield from (f"{tag} {name}" for name in attrs if name.startswith("on"))
            if "style" in attrs or tag == "style":
                yield f"{tag} style"
            data = attrs.get("type") == "application/ld+json"
            if tag == "script" and "src" not in attrs and not data:
                yield "script without src"
            address = attrs.get(RESOURCES.get(tag, ""), "") or ""
            if "//" in address and attrs.get("rel") != "canonical":
                yield f"{tag} {address}"

    def links(self):
        """The addresses of our own site that the page leads to."""
        return [
            attrs["href"]
            for tag, attrs in self.tags
            if tag == "a"
            and attrs.get("href")
            and "//" not in attrs["href"]
            and not attrs["href"].startswith(("mailto:", "tel:"))
        ]

    def has_own_form(self):
        """One that takes words or changes something, beside that for signing out."""
        forms = [attrs for tag, attrs in self.tags if tag == "form"]
        sent = [form.get("action") for form in forms if form.get("method") == "post"]
        return any(action != "/account/logout/" for action in sent)

    def faults(self):
        """What every page of ours must have, said in words where it lacks it."""
        ids = self.all("id")
        checks = {
            "one h1": len(self.texts["h1"]) == 1 and self.texts["h1"][0].strip(),
            "one main": self.count("main") == 1,
            "one title": self.count("title") == 1,
            "a title of its own": not self.title().startswith("- "),
            "a language": any(a.get("lang") for t, a in self.tags if t == "html"),
            "ids of their own": len(ids) == len(set(ids)),
            "fields for its labels": set(self.all("for")) <= set(ids),
            "nothing inline": not list(self.inline()),
        }
        return [name for name, is_so in checks.items() if not is_so]
