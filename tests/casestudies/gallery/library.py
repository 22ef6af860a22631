"""Published stories for tests of the gallery."""

from datetime import timedelta

from django.utils import timezone

from casestudies.stories import actions, indexing
from casestudies.stories.models import CaseStudy, Revision
from tests import bulk, factories


def story(title="Lunch at one table", **more):
    """A published story with this headline."""
    answers = {**more.pop("answers", {}), "title": title}
    return factories.published_study(answers=answers, **more)


def story_of(title, *, terms, **fields):
    """A published story whose revision has these fields, such as its board."""
    draft = factories.draft_revision(**{"answers": {"title": title}, **terms})
    Revision.objects.filter(pk=draft.pk).update(**fields)
    draft.refresh_from_db()
    teller = draft.case_study.inquiry.begun_by
    actions.submit(draft, by=teller, seen=draft.lock, ticks=factories.ticks(draft))
    actions.publish(
        draft,
        by=factories.moderator(),
        seen=draft.lock,
        digest=draft.digest,
        identity_checked=True,
    )
    return draft.case_study


def many(number):
    """So many published stories, copied as rows from one that was really told."""
    first = factories.published_study().revisions.get()
    now = timezone.now()
    copies = bulk.stories(
        first,
        number - 1,
        of_study={"first_published_at": lambda at: now + timedelta(seconds=at + 1)},
        headline=lambda at: f"{first.headline} {at + 1}",
    )
    bulk.terms(first, copies)
    indexing.rebuild(lambda done: None)
    return CaseStudy.objects.order_by("first_published_at")
