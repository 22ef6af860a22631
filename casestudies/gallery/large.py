"""One story told large, to make a visitor want to read on."""

from dataclasses import dataclass

from django.utils.text import Truncator

from casestudies.stories import rendering
from casestudies.stories.models import Revision, RevisionTip

WORDS = 70


@dataclass(frozen=True)
class LargeStory:
    """A revision, its opening words in plain text, and one of its tips."""

    revision: Revision
    opening: str
    tip: RevisionTip | None


def large(ids):
    """The story of the first id; None when there is none. Five queries."""
    published = Revision.objects.published().filter(case_study__in=ids)
    revision = (
        published.select_related("case_study__inquiry")
        .prefetch_related("parts", "tips", "partners__partner_type")
        .first()
    )
    if revision is None:
        return None
    return LargeStory(
        revision,
        Truncator(_after_summary(revision)).words(WORDS, truncate=" …"),
        next(iter(revision.tips.all()), None),
    )


def _after_summary(revision):
    """The first passage; a summary is often its beginning, and is not said twice."""
    passages = [part.text for part in revision.parts.all() if part.text.strip()]
    first = revision.opening.text if revision.opening else next(iter(passages), "")
    text = " ".join(rendering.plain(first).split())
    return text.removeprefix(" ".join(revision.summary.split())).strip()
