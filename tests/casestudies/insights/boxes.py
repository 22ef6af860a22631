"""The tables of the coverage page, read from its HTML."""

from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass
class Box:
    text: str = ""
    url: str = ""
    css: str = ""


class Boxes(HTMLParser):
    """Boxes by (name of the row, name of the column), with "All" for the sums."""

    def __init__(self, html):
        super().__init__()
        self.rows, self._cell = [], None
        self.feed(html)
        self.rows = [row for row in self.rows if row]
        names = [box.text for box in self.rows[0]]
        self.boxes = {
            (row[0].text, name): box
            for row in self.rows[1:]
            for name, box in zip(names[1:], row[1:], strict=True)
        }

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        elif tag in {"th", "td"} and self.rows:
            self._cell = Box(css=attrs.get("class", ""))
            self.rows[-1].append(self._cell)
        elif tag == "a" and self._cell:
            self._cell.url = attrs["href"]

    def handle_endtag(self, tag):
        if tag in {"th", "td"} and self._cell:
            self._cell.text = " ".join(self._cell.text.split())
            self._cell = None

    def handle_data(self, data):
        if self._cell:
            self._cell.text += data


def of(client, key):
    page = client.get("/insights/coverage/", {"table": key})
    assert page.status_code == 200
    return Boxes(page.text).boxes


def number(box):
    """0 for a box that says none."""
    first = box.text.split()[0]
    return 0 if first == "None" else int(first)
