"""Whether hostile text is read in linear time (``make bench-hostile``).

Twice the letters may take about twice as long; four times is a reader gone wrong.
``BENCH_N`` is the greater number of letters.
"""

import json
import os
import sys
import time
from importlib import import_module

import django

from bench.databases import say
from casestudies.search import snippets, words
from casestudies.stories import rendering
from tests.hostile import patterns

LETTERS = int(os.environ.get("BENCH_N", "200000"))
MOST_GROWTH, MOST_SECONDS = 3.0, 2.0
# Less than this is the noise of the clock, not a growth.
WORTH_COMPARING = 0.05
# Words that begin many phrases of the taxonomy, and end none.
BEGINNINGS = ["mental health ", "community ", "what volunteers ", "end of ", "one "]


def search_words(text):
    """The index's reader, and the search box's with its own limit lifted."""
    words.tokenise(text)
    words.plain(text)
    words.parse(text)
    for piece in words.PIECE.finditer(text):
        words.tokenise(piece.group())


def snippet(text):
    marked, _ranges = snippets.unmark(text)
    found = [match.span() for match in words.TOKEN.finditer(marked)]
    if found:
        snippets.cut(marked, found)


def terms():
    """All that has keywords, as the shipped file has it."""
    taxonomy = import_module("portal.taxonomy.models")
    command = import_module("portal.taxonomy.management.commands.load_taxonomy")
    lists = json.loads(command.DEFAULT.read_text(encoding="utf-8"))
    keys = ("name", "description", "keywords")
    return [
        taxonomy.Theme(**{key: row[key] for key in keys})
        for name in ("care_settings", "themes", "enablers")
        for row in lists[name]
    ]


def readers():
    django.setup()
    suggesting = import_module("portal.taxonomy.suggesting")
    known = terms()
    outbox = import_module("portal.post.outbox")
    return {
        "Markdown": (rendering.markdown, patterns.MARKDOWN),
        "plain words": (rendering.plain, patterns.MARKDOWN),
        "search words": (search_words, patterns.SEARCH),
        "snippets": (snippet, patterns.SEARCH),
        "suggested terms": (
            lambda text: suggesting.suggest(text, known, 5),
            [*patterns.ALL, *BEGINNINGS],
        ),
        "subjects of mail": (outbox.one_line, patterns.ALL),
    }


def main():
    failed = False
    for name, (reader, texts) in readers().items():
        rows = [(*measured(reader, text), text) for text in texts]
        slowest = max(rows, key=lambda row: row[1])
        steepest = max(rows)
        bad = [row for row in rows if row[0] > MOST_GROWTH or row[1] > MOST_SECONDS]
        failed = failed or bool(bad)
        say(
            f"{name}: {len(rows)} patterns, at most {steepest[0]:.1f} x "
            f"({steepest[2]!a}) and {slowest[1]:.2f} s ({slowest[2]!a})"
        )
        for growth, seconds, text in bad:
            say(f"  too slow: {growth:.1f} x, {seconds:.2f} s  {text!a}")
    say(f"{LETTERS:,} letters against {LETTERS // 2:,}; seconds of the first")
    return 1 if failed else 0


def measured(reader, pattern):
    """How many times longer the longer text takes, and its seconds."""
    half, whole = (best(reader, pattern, size) for size in (LETTERS // 2, LETTERS))
    return (whole / half if whole > WORTH_COMPARING else 0.0), whole


def best(reader, pattern, size):
    text = (pattern * size)[:size]
    return min(seconds(reader, text) for _again in range(3))


def seconds(reader, text):
    start = time.process_time()
    reader(text)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
