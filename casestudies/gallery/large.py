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
    """The story of the first id; None when there is none."""
    published = Revision.objects.published().filter(case_study__in=ids)
    revision = published.with_content().first()
    if revision is None:
        return None
    passages = [part.text for part in revision.parts.all() if part.text.strip()]
    opening = revision.opening
    text = opening.text if opening else next(iter(passages), "")
    return LargeStory(
        revision,
        Truncator(rendering.plain(text)).words(WORDS, truncate=" …"),
        next(iter(revision.tips.all()), None),
    )
