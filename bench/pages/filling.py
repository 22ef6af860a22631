"""Stories with all that their pages show, and the questions that each page asks."""

import json
import logging
import random
import uuid
from urllib.parse import urlencode

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from bench import search_stories
from bench.databases import PREPARATIONS, say
from bench.search_mix import COMMON, KINDS, RARE
from bench.search_stories import WORDS, Library
from casestudies.stories.models import Part, Revision, RevisionTip

MORE = ("load_learning", "schedule_jobs")
EACH = 40  # addresses of a kind
PARTS = 5  # passages of a story
MADE = {kind.name: kind.make for kind in KINDS}


def fill(count):
    """Publish so many stories; print the addresses of each kind of page."""
    count = int(count)
    for command in (*PREPARATIONS, *MORE):
        call_command(command, verbosity=0)
    call_command("collectstatic", "--no-input", verbosity=0)
    search_stories.fill(count)
    _words_of_the_pages()
    search_stories.settle()
    say(json.dumps(_addresses(count)))


@transaction.atomic
def _words_of_the_pages(batch=2000):
    """Passages and tips, of the words that the summaries have."""
    rows = Revision.objects.values_list("pk", "summary").order_by("pk")
    found = rows.iterator(chunk_size=batch)
    while some := [row for _, row in zip(range(batch), found, strict=False)]:
        Part.objects.bulk_create(
            Part(
                revision_id=pk, key=f"part-{n}", stage="discover", place="moment",
                order=n, heading=f"Part {n}", text=f"{summary} {summary}",
            )
            for pk, summary in some
            for n in range(PARTS)
        )  # fmt: skip
        RevisionTip.objects.bulk_create(
            RevisionTip(revision_id=pk, key=uuid.uuid4(), order=n, text=summary[:90])
            for pk, summary in some
            for n in range(2)
        )


def _addresses(count):
    library, chance = Library(count), random.Random(7)  # noqa: S311

    def gallery(**asked):
        return f"/case-studies/?{urlencode(asked, doseq=True)}"

    def word(ranks):
        return WORDS.values[chance.choice(ranks)]

    makers = {
        "start page": lambda: "/",
        "gallery": lambda: "/case-studies/",
        "one filter": lambda: gallery(**MADE["one filter"](library, chance).terms),
        "two filters": lambda: gallery(**MADE["two filters"](library, chance).terms),
        "page 50": lambda: gallery(page=50),
        "common word": lambda: gallery(q=word(COMMON)),
        "rare word": lambda: gallery(q=word(RARE)),
        "word with filter": lambda: gallery(
            q=word(COMMON), **MADE["one filter"](library, chance).terms
        ),
        "story": lambda: f"/case-studies/story-{chance.randint(1, count)}/",
        "tips": lambda: "/tips/",
        "coverage": lambda: "/insights/coverage/",
    }
    return {name: [make() for _ in range(EACH)] for name, make in makers.items()}


def queries(*addresses):
    """Print how many questions each page asks when it is made."""
    logging.disable()
    counts = []
    for address in addresses:
        asked = []

        def watch(execute, sql, params, many, context, asked=asked):
            asked.append(sql)
            return execute(sql, params, many, context)

        head = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
        head["Host"] = "stories.example.org"
        browser = Client(headers=head)
        browser.get(address)
        with connection.execute_wrapper(watch):
            status = browser.get(address).status_code
        if status != 200:
            raise SystemExit(f"{address} answered {status}")
        counts.append(len(asked))
    say(json.dumps(counts))
