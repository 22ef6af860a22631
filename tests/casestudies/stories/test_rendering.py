import re
from html import escape

import pytest

from casestudies.stories import rendering


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Trust** came first.", "<p><strong>Trust</strong> came first.</p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("# Big", "<h4>Big</h4>"),
        ("### Small", "<h6>Small</h6>"),
        ("fewer than <5", "<p>fewer than &lt;5</p>"),
        ("    indented", "<p>indented</p>"),
        ("[site](/share/)", "<p>[site](/share/)</p>"),
        (
            "[*b*](http://b.uk/a_(c)?d=e)",
            '<p><a href="http://b.uk/a_(c)?d=e" rel="nofollow noopener"><em>b</em></a></p>',
        ),
        (
            "[site](https://example.org)",
            '<p><a href="https://example.org" rel="nofollow noopener">site</a></p>',
        ),
    ],
)
def test_markdown_becomes_safe_html(text, html):
    assert rendering.markdown(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](https://example.org/x.png)",
        "<a href='javascript:alert(1)'>x</a>",
        "<https://example.org/><style>p{}</style>",
    ],
)
def test_nothing_that_runs_or_loads_comes_through(text):
    html = rendering.markdown(text)

    for bad in (
        "<script",
        "<img",
        "<style",
        'href="javascript',
        "<a onerror",
    ):
        assert bad not in html.lower()


def test_plain_text_has_no_marks():
    text = "**Trust** & [time](https://example.org)\n\n- one\n- two <3"

    assert rendering.plain(text) == "Trust & time\none\ntwo <3"


@pytest.mark.parametrize("mark", [">", "> ", "- ", "1. ", "* - + ", "> - "])
def test_quotations_and_lists_are_nested_sixteen_deep_and_no_deeper(mark):
    times = 16 // len(mark.split())
    deep = rendering.markdown(f"One\n\n{mark * times}two")
    too_deep = rendering.markdown(f"One\n\n{mark * (times + 1)}two")

    nested = re.findall("<(?:blockquote|ul|ol)>", deep)
    assert len(nested) == times * len(mark.split())
    as_typed = escape(mark * (times + 1))
    assert too_deep == f"<p>One</p>\n\n<p>{as_typed}two</p>"


@pytest.mark.parametrize("mark", ["\x02- ", "-\x03 ", "1234567890. "])
@pytest.mark.parametrize("before", ["One\n\n", "One\r\r"])
def test_no_sign_that_the_library_leaves_out_lets_lists_go_deeper(mark, before):
    deep = rendering.markdown(before + mark * 330 + "two")

    assert re.findall("<(?:ul|ol)>", deep) == []
    assert deep.startswith("<p>One</p>")


@pytest.mark.parametrize("rule", ["-" * 60, "- " * 60, "*" * 60, "* " * 60, "_" * 60])
def test_a_row_of_dashes_or_stars_is_a_rule_however_long(rule):
    assert rendering.markdown(f"One\n\n{rule}\n\ntwo") == (
        "<p>One</p>\n<hr>\n<p>two</p>"
    )


def test_a_passage_after_one_that_is_too_deep_reads_as_if_it_came_first():
    plain = "One\n\n- two\n- *three*"
    first = rendering.markdown(plain)

    rendering.markdown(">" * 3000 + "deep")

    assert rendering.markdown(plain) == first
