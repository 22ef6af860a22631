"""What a story began with, and what began with it: both ends of "inspired by"."""

from django.db.models import Prefetch
from django.utils.text import Truncator

from casestudies.stories import rendering
from casestudies.stories.models import Part, Revision
from inquiry.protocols.models import Place
from portal.editions.kept import for_edition

SHOWN = 6
WORDS = 30
KEYS = ("kept", "changed", "learned")


def inspired(case_study):
    """Published stories that began with this one (method 29), the newest first.

    {"stories": the first six revisions, each with ``lessons``, "total": how many}.
    Four queries at most, whatever the number.
    """
    if case_study.pk not in _sources():
        return {"stories": [], "total": 0}
    began = Revision.objects.published().filter(inspired_by=case_study)
    told = Part.objects.filter(place=Place.ADAPTATION, key__in=KEYS)
    newest = began.order_by("-case_study__first_published_at").select_related(
        "case_study__inquiry"
    )
    newest = newest.prefetch_related(Prefetch("parts", told, "adaptation"))
    stories = list(newest[:SHOWN])
    for one in stories:
        one.lessons = _lessons(one.adaptation)
    total = began.count() if len(stories) == SHOWN else len(stories)
    return {"stories": stories, "total": total}


@for_edition
def _sources():
    """The case studies that published stories began with."""
    began = Revision.objects.published().filter(inspired_by__isnull=False)
    return set(began.values_list("inspired_by", flat=True))


def _lessons(parts):
    """(heading, opening words) of what was kept, changed and learned, in that order."""
    by_key = {part.key: part for part in parts if part.text.strip()}
    return [
        (by_key[key].heading, _opening(by_key[key].text))
        for key in KEYS
        if key in by_key
    ]


def _opening(text):
    words = " ".join(rendering.plain(text).split())
    return Truncator(words).words(WORDS, truncate=" …")
