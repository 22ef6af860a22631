"""From a partner's Markdown to safe HTML, and to plain text."""

import html
import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown
from markdown.extensions import Extension
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
END_OF_BLOCK = re.compile(r"</(?:p|li|h[4-6]|blockquote)>|<br>|<hr>")


class _LowerHeadings(Treeprocessor):
    """A page has its own headings down to the third level."""

    def run(self, root):
        for element in root.iter():
            element.tag = LOWER.get(element.tag, element.tag)


class _Plain(Extension):
    """HTML that was typed is shown as typed; indented words are no program code."""

    def extendMarkdown(self, md):  # noqa: N802 (the name is the library's)
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("backtick")
        md.parser.blockprocessors.deregister("code")
        md.treeprocessors.register(_LowerHeadings(md), "lower_headings", 0)


def markdown(text: str) -> SafeString:
    """Safe HTML for one passage: paragraphs, lists, quotations, bold, links.

    Links lead to http, https and mailto only and pass no rank or referrer on.
    """
    writer = Markdown(extensions=["nl2br", "sane_lists", _Plain()])
    clean = nh3.clean(
        writer.convert(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
    )
    return mark_safe(clean)  # noqa: S308 (nh3 has just cleaned it)


def plain(text: str) -> str:
    """The words of a passage without any marks, blocks parted by line ends."""
    spaced = END_OF_BLOCK.sub("\n", markdown(text))
    words = html.unescape(nh3.clean(spaced, tags=set()))
    lines = (" ".join(line.split()) for line in words.splitlines())
    return "\n".join(line for line in lines if line)
