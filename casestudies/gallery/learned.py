"""What the stories of a term teach: tips, moments and sentences, in their words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import Truncator

from casestudies.search import finding
from casestudies.stories import rendering
from casestudies.stories.models import Part, Partner, Revision
from casestudies.stories.tips import of_stories
from portal.taxonomy.models import Enabler
from portal.taxonomy.suggesting import nearest

TIPS = 4
MOMENTS = 3
ORGANISATIONS = 40
WORDS = 40
# The question that asks what made it possible has this key in every question set.
MADE_POSSIBLE = "made_possible"
SENTENCE_ENDS = re.compile(r"(?<=[.!?\u2026])[\"'\u201d\u2019)]*\s+|\n+")


@dataclass(frozen=True)
class Moment:
    """An enabler, the number of stories here that name it, and one of them with the
    sentence that shows it (method 20); the sentence may be empty."""

    enabler: Enabler
    stories: int
    sentence: str
    revision: Revision


def tips(ids):
    """The first tip of each of the newest stories, at most TIPS. Five queries."""
    first: dict = {}
    for tip in of_stories(ids):
        first.setdefault(tip.revision.case_study_id, tip)
    return list(first.values())[:TIPS]


def moments(here, numbers):
    """What made it possible in the stories of a term, most stories first.

    ``here`` is the term as (facet, slug), ``numbers`` maps slugs of enablers to their
    stories here. Each comes with another story where there is one. A fixed number of
    queries.
    """
    top = sorted(numbers, key=lambda slug: -numbers[slug])[:MOMENTS]
    enablers = {term.slug: term for term in Enabler.objects.all()}
    newest = finding.newest("enabler", MOMENTS, within=here)
    chosen: dict[str, int] = {}
    for slug in top:
        # The last of them may have been taken down since they were counted.
        stories = newest.get(slug, [])
        fresh = [study for study in stories if study not in chosen.values()]
        if stories:
            chosen[slug] = next(iter(fresh or stories))
    revisions = _with_parts(chosen.values())
    return [
        Moment(
            enablers[slug],
            numbers[slug],
            sentence(enablers[slug], revisions[study].told, enablers.values()),
            revisions[study],
        )
        for slug, study in chosen.items()
        if slug in enablers and study in revisions
    ]


def add_sentences(cards, enabler):
    """Give each card the sentence of its story that shows the enabler. Three queries."""
    revisions = _with_parts([card["study"] for card in cards])
    enablers = list(Enabler.objects.all())
    for card in cards:
        told = revisions[card["study"]].told if card["study"] in revisions else []
        card["sentence"] = sentence(enabler, told, enablers)


def organisations(partner_type, ids):
    """Names of partners of this kind in these stories, in their order, with the
    organisation where it has a page. One query."""
    named = (
        Partner.objects.filter(revision__in=Revision.objects.published())
        .filter(revision__case_study__in=ids, partner_type=partner_type)
        .select_related("organisation")
        .order_by("name")
    )
    by_name = {partner.name.casefold(): partner for partner in named}
    return list(by_name.values())[:ORGANISATIONS]


def sentence(enabler: Enabler, parts: list[Part], enablers: Iterable[Enabler]) -> str:
    """The words of a story that show an enabler, as plain text (method 20).

    The sentence about it in what the story tells of what made it possible; where no
    sentence is plainly about it, the beginning of that passage. Empty without one.
    """
    found = nearest(enabler, sentences(_told(parts)), enablers)
    return found or passage(parts)


def passage(parts: Iterable[Part]) -> str:
    """How a story begins to tell what made it possible, as plain text, or nothing."""
    words = " ".join(_told(parts).split())
    return Truncator(words).words(WORDS, truncate=" …")


def _told(parts):
    text = next((part.text for part in parts if part.key == MADE_POSSIBLE), "")
    return rendering.plain(text)


def sentences(text: str) -> list[str]:
    """A plain text cut at the ends of sentences and lines, closing marks kept."""
    found, begin = [], 0
    for end in SENTENCE_ENDS.finditer(text):
        found.append(text[begin : end.end()].strip())
        begin = end.end()
    found.append(text[begin:].strip())
    return [one for one in found if one]


def _with_parts(studies):
    """Published revisions by case study, each with its parts as ``told``."""
    found = (
        Revision.objects.published()
        .filter(case_study__in=list(studies))
        .select_related("case_study__inquiry")
        .prefetch_related("parts")
    )
    by_study = {}
    for revision in found:
        revision.told = [part for part in revision.parts.all() if part.text.strip()]
        by_study[revision.case_study_id] = revision
    return by_study
