"""From a partner's Markdown to safe HTML, and to plain text."""

import html
import re
import threading

# Elements are made here; no XML of anybody is read.
from xml.etree.ElementTree import Element  # nosec B405

import nh3
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

TAGS = {
    "a",
    "blockquote",
    "br",
    "em",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "strong",
    "ul",
}
LOWER = {"h1": "h4", "h2": "h5", "h3": "h6", "h4": "h6", "h5": "h6"}
# [words](address). No part of it may hold the sign that begins it, so that looking for
# the next link never reads the same text twice; a pair of brackets may stand in an
# address.
LINK = (
    r"(?<!!)\[([^\[\]]+)\]"
    r"\(((?:https?://|mailto:)[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)?)\)"
)
BRACKETS = "link reference short_reference image_link image_reference short_image_ref"
# The library takes the square of a length, so that it gets no more than this at once;
# several times the longest answer that may be sent.
PIECE = 4_000
END_OF_BLOCK = re.compile(r"</(?:p|li|h[4-6]|blockquote)>|<br>|<hr>")
# A line that begins with more than 16 marks of quotations and lists, each in the one
# before: 4,000 of them take the library long, or more calls than Python allows. A row
# of dashes or stars is but a rule.
NESTED_TOO_DEEPLY = re.compile(
    r"^(?![ \t]*([*-])(?:[ \t]*\1)+[ \t]*$)"
    r"(?:[ \t]*(?:>|(?:[*+-]|\d+\.)[ \t])){17}",
    re.MULTILINE,
)
# The library leaves these out and ends lines at the others, after we have looked.
LEFT_OUT = re.compile("[\x02\x03]")
LINE_ENDS = re.compile("\r\n?")


class _LowerHeadings(Treeprocessor):
    """A page has its own headings down to the third level."""

    def run(self, root):
        for element in root.iter():
            element.tag = LOWER.get(element.tag, element.tag)


class _Links(InlineProcessor):
    """The library's own way through square brackets takes the square of their number."""

    # The name and the arguments are the library's.
    def handleMatch(self, m, data):  # type: ignore[override]  # noqa: N802
        link = Element("a", {"href": self.unescape(m[2])})
        link.text = m[1]
        return link, m.start(0), m.end(0)


class _Plain(Extension):
    """HTML that was typed is shown as typed; indented words are no program code."""

    def extendMarkdown(self, md):  # noqa: N802 (the name is the library's)
        md.preprocessors.deregister("html_block")
        for name in ("html", "backtick", *BRACKETS.split()):
            md.inlinePatterns.deregister(name)
        md.inlinePatterns.register(_Links(LINK, md), "link", 160)
        for name in ("code", "reference", "setextheader"):
            md.parser.blockprocessors.deregister(name)
        md.treeprocessors.register(_LowerHeadings(md), "lower_headings", 0)


def markdown(text: str) -> SafeString:
    """Safe HTML for one passage: paragraphs, lists, quotations, bold, links.

    Links lead to http, https and mailto only and pass no rank or referrer on.
    """
    return mark_safe(cleaned(_converted(text)))  # noqa: S308 (it has just been cleaned)


def cleaned(page: str) -> str:
    """HTML without whatever is not on the list."""
    return nh3.clean(
        page,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
    )


def _converted(text):
    plain_signs = LINE_ENDS.sub("\n", LEFT_OUT.sub("", text))
    return "\n".join(map(_piece_converted, _pieces(plain_signs)))


def _pieces(text):
    """The text in parts of bearable length, cut at an empty line if there is one."""
    while len(text) > PIECE:
        cuts = (text.rfind(end, 0, PIECE) for end in ("\n\n", "\n", " "))
        cut = next((at for at in cuts if at > PIECE // 2), PIECE)
        yield text[:cut]
        text = text[cut:].lstrip("\n")
    yield text


def _piece_converted(text):
    """Lists in lists in lists, more than anybody reads, are shown as typed."""
    if NESTED_TOO_DEEPLY.search(text):
        return linebreaks(text, autoescape=True)
    if not hasattr(_own, "converter"):
        _own.converter = Markdown(extensions=["nl2br", "sane_lists", _Plain()])
    return _own.converter.reset().convert(text)


# One for each thread, as to make one is most of the work on a short passage.
_own = threading.local()


def plain(text: str) -> str:
    """The words of a passage without any marks, blocks parted by line ends."""
    spaced = END_OF_BLOCK.sub("\n", markdown(text))
    words = html.unescape(nh3.clean(spaced, tags=set()))
    lines = (" ".join(line.split()) for line in words.splitlines())
    return "\n".join(line for line in lines if line)
