"""Published stories for tests of the gallery."""

import uuid
from datetime import timedelta

from django.utils import timezone

from casestudies.stories import actions, indexing
from casestudies.stories.models import CaseStudy, Partner, Revision
from inquiry.telling.models import Inquiry
from tests import factories


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
    partners = list(first.partners.all())
    for copy in range(1, number):
        study = _copied(first.case_study, copy)
        revision = Revision.objects.get(pk=first.pk)
        terms = {
            name: list(getattr(revision, name).all())
            for name in ("care_settings", "themes", "enablers")
        }
        revision.pk, revision.key = None, uuid.uuid4()
        revision.case_study = study
        revision.headline = f"{first.headline} {copy}"
        revision.save()
        for name, chosen in terms.items():
            getattr(revision, name).set(chosen)
        for partner in partners:
            Partner.objects.create(
                revision=revision,
                order=partner.order,
                name=partner.name,
                partner_type=partner.partner_type,
            )
    indexing.rebuild(lambda done: None)
    return CaseStudy.objects.order_by("first_published_at")


def _copied(case_study, number):
    inquiry = Inquiry.objects.get(pk=case_study.inquiry_id)
    inquiry.pk, inquiry.key, inquiry.begin_token = None, uuid.uuid4(), uuid.uuid4()
    inquiry.save()
    return CaseStudy.objects.create(
        inquiry=inquiry,
        slug=f"story-{number}",
        first_published_at=timezone.now() + timedelta(seconds=number),
    )
