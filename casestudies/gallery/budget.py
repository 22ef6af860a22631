"""One page for who holds a budget: why a manager of volunteers is worth having."""

from dataclasses import dataclass

from casestudies.gallery import learned, terms
from casestudies.search import finding
from casestudies.stories.models import Revision
from portal.learning.models import Milestone
from portal.taxonomy.models import Enabler

ROLE = "volunteer-manager"
STORIES = 3
# What tellers name and this role brings about.
BROUGHT_ABOUT = ["well-supported-volunteers", "clear-roles", "named-link-person"]


@dataclass(frozen=True)
class Case:
    """``stories`` name the role, newest first, each with ``sentence``, the words that
    tell what made it possible; ``named`` are the enablers that it brings about, with
    the number of ``stories`` here; ``to_take`` the qualifications."""

    stories: list[Revision]
    named: list[Enabler]
    to_take: list[Milestone]


def case():
    """A fixed number of queries."""
    return Case(
        _stories(),
        terms.with_stories(terms.ENABLERS, _numbers()),
        list(Milestone.objects.to_take()),
    )


def _numbers():
    counts = finding.count("enabler")
    return {slug: counts[slug] for slug in BROUGHT_ABOUT if slug in counts}


def _stories():
    found = list(
        Revision.objects.published()
        .filter(roles__slug=ROLE)
        .select_related("case_study__inquiry")
        .prefetch_related("parts", "enablers", "partners")
        .order_by("-case_study__first_published_at")[:STORIES]
    )
    for revision in found:
        revision.sentence = learned.passage(revision.parts.all())
    return found
