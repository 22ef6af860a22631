"""Case studies and their revisions: the lasting thing, and its states of content."""

import itertools
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from casestudies.stories import workflow
from casestudies.stories.querysets import CaseStudyQuerySet, RevisionQuerySet
from casestudies.stories.workflow import State
from inquiry.protocols import wording
from inquiry.protocols.models import Place
from inquiry.telling.models import Inquiry
from portal.record.models import Event
from portal.taxonomy.models import (
    CareSetting,
    Enabler,
    IntegratedCareBoard,
    Nation,
    Region,
    Role,
    Sector,
    Theme,
    TouchPoint,
)


class CaseStudy(models.Model):
    """The lasting thing with the public address; its words live in revisions."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    inquiry = models.OneToOneField(
        Inquiry, on_delete=models.PROTECT, related_name="case_study"
    )
    slug = models.SlugField(
        _("address"), max_length=100, unique=True, null=True, blank=True
    )
    first_published_at = models.DateTimeField(_("published"), null=True, blank=True)

    objects = CaseStudyQuerySet.as_manager()

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")
        ordering = ["-first_published_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_published_at__isnull=True) | Q(slug__isnull=False),
                name="a_published_case_study_has_an_address",
            )
        ]

    def __str__(self):
        return self.slug or str(self.key)

    def get_absolute_url(self):
        return reverse("stories:detail", args=[self.slug])


class Revision(models.Model):
    """One state of a case study's content; it changes in ``draft`` only."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case_study = models.ForeignKey(
        CaseStudy, on_delete=models.CASCADE, related_name="revisions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(
        _("state"), max_length=20, choices=State, default=State.DRAFT
    )
    lock = models.PositiveIntegerField(_("lock version"), default=0)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies"
    )

    headline = models.TextField(_("headline"), blank=True)
    summary = models.TextField(_("summary"), blank=True)
    summary_confirmed = models.BooleanField(_("summary confirmed"), default=False)
    possibility = models.TextField(_("at our best"), blank=True)
    started = models.DateField(_("started"), null=True, blank=True)
    ongoing = models.BooleanField(_("still going"), default=False)
    outcome_value = models.TextField(_("number"), blank=True)
    outcome_what = models.TextField(_("what was counted"), blank=True)
    outcome_period = models.TextField(_("over how long"), blank=True)
    outcome_source = models.TextField(_("how you know"), blank=True)
    inspired_by = models.ManyToManyField(
        CaseStudy, blank=True, related_name="inspired_revisions"
    )
    inspired_by_other = models.TextField(_("inspired by something else"), blank=True)

    care_settings = models.ManyToManyField(CareSetting, blank=True)
    themes = models.ManyToManyField(Theme, blank=True)
    enablers = models.ManyToManyField(Enabler, blank=True)
    roles = models.ManyToManyField(Role, blank=True)
    terms_confirmed = models.BooleanField(_("terms confirmed"), default=False)
    touch_point = models.ForeignKey(
        TouchPoint, on_delete=models.PROTECT, null=True, blank=True
    )
    nation = models.ForeignKey(Nation, on_delete=models.PROTECT, null=True, blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True)
    board = models.ForeignKey(
        IntegratedCareBoard, on_delete=models.PROTECT, null=True, blank=True
    )

    created_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="claims",
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    # It may tell of harm: the safeguarding contacts alone read it, also when they have
    # said that it will not be published (method 45).
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    held_reason = models.TextField(_("why it is held"), blank=True)
    scheduled_for = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    # Sectors, as they were when it was published: people come and go (method 11).
    sides_told = models.JSONField(_("which sides told it"), default=list, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["case_study", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["case_study", "number"], name="one_revision_a_number"
            ),
            models.UniqueConstraint(
                fields=["case_study"],
                condition=Q(state__in=sorted(workflow.OPEN)),
                name="one_open_revision",
            ),
            models.UniqueConstraint(
                fields=["case_study"],
                condition=Q(state=State.PUBLISHED),
                name="one_published_revision",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="a_state_of_the_table"
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | ~Q(digest=""),
                name="frozen_outside_draft",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SUBMITTED) | Q(submitted_at__isnull=False),
                name="submitted_has_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SCHEDULED) | Q(scheduled_for__isnull=False),
                name="scheduled_has_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.PUBLISHED, State.SUPERSEDED])
                | Q(published_at__isnull=False),
                name="published_has_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | Q(withdrawn_at__isnull=False),
                name="withdrawn_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by__isnull=True)
                | Q(claimed_at__isnull=False, state=State.SUBMITTED),
                name="only_what_waits_is_claimed",
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True, held_by__isnull=True, held_reason="")
                | Q(
                    held_at__isnull=False,
                    state__in=[State.SUBMITTED, State.DECLINED],
                )
                & ~Q(held_reason=""),
                name="what_is_held_waits_or_was_declined",
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True) | Q(claimed_by__isnull=True),
                name="what_is_held_is_nobodys",
            ),
        ]

    def __str__(self):
        return self.headline or str(self.key)

    @property
    def opening(self):
        """The part that the page begins with, when it has words."""
        return next((part for part in self._told() if part.place == Place.LEAD), None)

    def chapters(self):
        """Pairs of a stage's heading and its parts, in stage order (method 13)."""
        sections = wording.sections(self.case_study.inquiry.version)
        headings = {section.stage: section.heading for section in sections}
        told = [part for part in self._told() if part.place != Place.LEAD]
        return [
            (headings.get(stage, ""), list(parts))
            for stage, parts in itertools.groupby(told, key=lambda part: part.stage)
        ]

    def _told(self):
        return [part for part in self.parts.all() if part.text.strip()]

    def sides(self):
        """Sectors of this story: (those who told it, those who only took part)."""
        part = {
            one.partner_type.sector for one in self.partners.all() if one.partner_type
        }
        told = set(self.sides_told)
        return (
            [sector for sector in Sector if sector in told],
            [sector for sector in Sector if told and sector in part - told],
        )

    @property
    def has_number(self):
        """A number is shown with what, how long and how known, or not (method 18)."""
        return all(
            (
                self.outcome_value,
                self.outcome_what,
                self.outcome_period,
                self.outcome_source,
            )
        )

    @property
    def is_being_read(self):
        """It waits, and its tellers can no longer take it back; a hold looks the same
        to them, though it outlives the decision."""
        is_somebodys = self.claimed_by_id is not None or self.held_at is not None
        return is_somebodys and self.state == State.SUBMITTED

    @property
    def is_kept_with_safeguarding(self):
        """As the queryset says it, also of one that was held a moment ago."""
        return self.held_at is not None or self._was_kept_when_read

    @cached_property
    def _was_kept_when_read(self):
        same = Revision.objects.filter(pk=self.pk)
        return same.kept_with_safeguarding().exists()

    @property
    def may_be_dropped(self):
        """A draft of a next version; what a moderator has decided on is kept."""
        return (
            self.state == State.DRAFT
            and self.case_study.revisions.exclude(pk=self.pk).exists()
            and not self.decisions.exists()
        )

    def move_to(self, target, *, by, seen, **changes):
        """Take one step of the workflow and record it; the only writer of ``state``.

        ``seen`` is the lock version that the person looked at. The step is one
        UPDATE that matches only while state and lock are as they were seen, so of
        two people the second gets a TransitionError, on every database.
        Call it inside a transaction.
        """
        before = self.state
        try:
            workflow.check(before, target)
        except workflow.TransitionError as error:
            raise self.too_late(str(error)) from None
        changes |= {"state": target, "lock": seen + 1}
        if target != State.SUBMITTED:
            changes |= {"claimed_by": None, "claimed_at": None}
        if target not in {State.SUBMITTED, State.DECLINED}:
            changes |= {"held_at": None, "held_by": None, "held_reason": ""}
        same = Revision.objects.filter(pk=self.pk, state=before, lock=seen)
        if not same.update(**changes):
            raise self.too_late()
        Event.write(
            by=by,
            verb=target,
            of=self,
            before=before,
            after=target,
            digest=changes.get("digest", self.digest),
        )
        for name, value in changes.items():
            setattr(self, name, value)

    def change(self, verb, *, by, seen, while_so, **changes):
        """Change who has a waiting revision, and record it, while all is as seen.

        ``while_so`` are conditions beside the state and the lock. Call it inside a
        transaction.
        """
        same = Revision.objects.filter(pk=self.pk, state=State.SUBMITTED, lock=seen)
        changes |= {"lock": seen + 1}
        if not same.filter(**while_so).update(**changes):
            raise self.too_late()
        Event.write(by=by, verb=verb, of=self, digest=self.digest)
        for name, value in changes.items():
            setattr(self, name, value)

    def last_step(self):
        """The newest event of the story: what somebody was quicker with."""
        all_of_it = Revision.objects.filter(case_study=self.case_study_id)
        keys = [self.key, *all_of_it.values_list("key", flat=True)]
        steps = Event.objects.about_any(Revision, keys)
        return steps.exclude(verb__in=["compose", "copy"]).last()

    def too_late(self, message="Somebody else was quicker."):
        """A TransitionError with the last step, to be raised."""
        return workflow.TransitionError(message, step=self.last_step())
