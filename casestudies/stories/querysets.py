"""Reading case studies and revisions."""

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from casestudies.stories.workflow import OPEN, State


class CaseStudyQuerySet(models.QuerySet):
    def published(self):
        """Case studies with a page that is up."""
        revisions = self.model._meta.get_field("revisions").related_model
        up = revisions.objects.filter(case_study=OuterRef("pk")).published()
        return self.filter(Exists(up))

    def told_by(self, user):
        """Stories that the person began or tells with others."""
        inquiries = self.model._meta.get_field("inquiry").related_model.objects
        return self.filter(inquiry__in=inquiries.told_by(user))

    def once_told_by(self, user):
        """Stories that the person has answered, sent or agreed to, now or before.

        Not by joins: those would make rows of every saving with every consent.
        """
        inquiries = self.model._meta.get_field("inquiry").related_model.objects
        revisions = self.model._meta.get_field("revisions").related_model.objects
        answered = inquiries.filter(answers__versions__saved_by=user)
        sent = revisions.filter(Q(submitted_by=user) | Q(consents__given_by=user))
        return self.filter(
            Exists(answered.filter(pk=OuterRef("inquiry")))
            | Exists(sent.filter(case_study=OuterRef("pk")))
        )


class RevisionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=State.PUBLISHED)

    def open(self):
        return self.filter(state__in=OPEN)

    def kept_with_safeguarding(self):
        """Held, or sent before a version that is, with words that were never public."""
        later = self.model.objects.filter(
            case_study=OuterRef("case_study"),
            number__gt=OuterRef("number"),
            held_at__isnull=False,
        )
        return self.filter(
            Q(held_at__isnull=False) | Q(Exists(later), published_at=None)
        )

    def told_by(self, user):
        """Revisions of stories that the person began or tells with others."""
        inquiry = self.model._meta.get_field("case_study").related_model
        told = (
            inquiry._meta.get_field("inquiry")
            .related_model.objects.told_by(user)
            .filter(case_study=OuterRef("case_study"))
        )
        return self.filter(Exists(told))

    def with_content(self):
        """All that the story page shows, in a bounded number of queries."""
        up = self.model.objects.published()
        named = self.model.partners.rel.related_model.objects
        partners = named.select_related("partner_type", "organisation")
        return self.select_related(
            "case_study__inquiry__organisation",
            "case_study__inquiry__version",
            "touch_point",
            "nation",
            "region",
            "board",
        ).prefetch_related(
            "parts",
            "tips",
            Prefetch("partners", partners),
            "care_settings",
            "themes",
            "enablers",
            "roles",
            "inspired_by",
            Prefetch("inspired_by__revisions", up, to_attr="up"),
        )


class TipQuerySet(models.QuerySet):
    def published(self):
        """The words of each tip as they stand on a page that is up."""
        return self.filter(revision__state=State.PUBLISHED)

    def once_published(self):
        """Words that anybody could read, now or at an earlier time."""
        shown = [State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN]
        return self.filter(revision__state__in=shown)
