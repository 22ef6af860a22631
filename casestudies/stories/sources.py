"""What this room gives to the rooms below: choices, notes, discarding, sizes, names."""

from django.db.models.functions import Lower

from casestudies.stories import indexing
from casestudies.stories.models import CaseStudy, Decision, Revision
from casestudies.stories.workflow import State
from inquiry.protocols import choices
from inquiry.telling import discarding, notes
from inquiry.telling.discarding import CannotDiscardError
from portal.organisations import actions as organisations
from portal.taxonomy import actions as taxonomy

BY_HEADLINE = [Lower("headline"), "headline"]


def published_cases():
    """The stories that a new one may have started from, by their headline."""
    return _as_choices(Revision.objects.published().order_by(*BY_HEADLINE))


def find_cases(words, limit):
    """The first of them that have all the words in their headline."""
    found = Revision.objects.published()
    for word in words.split():
        found = found.filter(headline__icontains=word)
    return _as_choices(found.order_by(*BY_HEADLINE)[:limit])


def name_cases(slugs):
    """Those with these slugs."""
    return _as_choices(Revision.objects.published().filter(case_study__slug__in=slugs))


def _as_choices(revisions):
    return [
        choices.Choice(slug, headline, summary)
        for slug, headline, summary in revisions.values_list(
            "case_study__slug", "headline", "summary"
        )
    ]


def moderator_notes(inquiry):
    """What a moderator asks to change in the draft that is open: {question: note}."""
    asked = Decision.objects.filter(
        kind=Decision.Kind.CHANGES,
        revision__copies__state=State.DRAFT,
        revision__case_study__inquiry=inquiry,
    ).last()
    return dict(asked.notes.values_list("question_key", "text")) if asked else {}


def discard(inquiry, *, by):
    """Delete the draft of a story that was never sent; one that was is kept."""
    case_study = CaseStudy.objects.filter(inquiry=inquiry).first()
    if case_study is None:
        return
    if case_study.revisions.filter(submitted_at__isnull=False).exists():
        raise CannotDiscardError
    case_study.delete()


choices.register("published_cases", published_cases, find=find_cases, named=name_cases)
notes.register(moderator_notes)
discarding.register(discard)
organisations.NEW_SIZE.append(indexing.new_size)
taxonomy.RENAMED.append(indexing.renamed)
