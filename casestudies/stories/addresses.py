"""The public address of a story: given at its first publication, kept for ever."""

import unicodedata

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from casestudies.stories.models import CaseStudy

LONGEST = 80
TRIES = 5
# What stands beside the stories in the same folder today or may one day.
RESERVED = {"", "new", "feed", "search", "page", "index", "all", "compare", "export"}
# Letters that Unicode does not take apart into a plain letter and a mark.
PLAIN = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d"})


def give(case_study, *, headline, now):
    """Give the story its address and its date, unless it has them already.

    Call it inside the transaction that publishes. ``now`` is an aware datetime.
    """
    if case_study.first_published_at:
        return
    case_study.first_published_at = now
    if case_study.slug:
        case_study.save(update_fields=["first_published_at"])
        return
    wanted = slug(headline)
    for tries_left in reversed(range(TRIES)):
        case_study.slug = _free(wanted)
        try:
            with transaction.atomic():
                case_study.save(update_fields=["slug", "first_published_at"])
        except IntegrityError:  # another story took the address a moment ago
            if not tries_left:
                raise
        else:
            return


def slug(headline: str) -> str:
    """Plain small letters, digits and hyphens, cut at a word; "story" for want of any."""
    plain = unicodedata.normalize("NFKD", headline.casefold().translate(PLAIN))
    words = slugify(plain)
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rpartition("-")[0] or words[:LONGEST]
    words = words.strip("-_")
    return f"story-{words}".strip("-") if words in RESERVED else words


def _free(wanted):
    taken = set(
        CaseStudy.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)
    )
    number = 1
    address = wanted
    while address in taken:
        number += 1
        address = f"{wanted}-{number}"
    return address
