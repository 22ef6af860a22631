"""Case studies and their revisions: the lasting thing, and its states of content."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.stories import workflow
from casestudies.stories.querysets import CaseStudyQuerySet, RevisionQuerySet
from casestudies.stories.workflow import State
from inquiry.protocols.models import Place, Stage
from inquiry.telling.models import AnswerVersion, Inquiry
from portal.organisations.models import Organisation
from portal.record.models import Event
from portal.taxonomy.models import (
    CareSetting,
    Enabler,
    IntegratedCareBoard,
    Nation,
    PartnerType,
    Region,
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

    headline = models.CharField(_("headline"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    summary_confirmed = models.BooleanField(_("summary confirmed"), default=False)
    possibility = models.TextField(_("at our best"), blank=True)
    started = models.DateField(_("started"), null=True, blank=True)
    ongoing = models.BooleanField(_("still going"), default=False)
    outcome_value = models.CharField(_("number"), max_length=40, blank=True)
    outcome_what = models.CharField(_("what was counted"), max_length=200, blank=True)
    outcome_period = models.CharField(_("over how long"), max_length=200, blank=True)
    outcome_source = models.CharField(_("how you know"), max_length=200, blank=True)
    inspired_by = models.ManyToManyField(
        CaseStudy, blank=True, related_name="inspired_revisions"
    )
    inspired_by_other = models.CharField(
        _("inspired by something else"), max_length=200, blank=True
    )

    care_settings = models.ManyToManyField(CareSetting, blank=True)
    themes = models.ManyToManyField(Theme, blank=True)
    enablers = models.ManyToManyField(Enabler, blank=True)
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
    scheduled_for = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
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
        ]

    def __str__(self):
        return self.headline or str(self.key)

    def move_to(self, target, *, by, seen, **changes):
        """Take one step of the workflow and record it; the only writer of ``state``.

        ``seen`` is the lock version that the person looked at. The step is one
        UPDATE that matches only while state and lock are as they were seen, so of
        two people the second gets a TransitionError, on every database.
        Call it inside a transaction.
        """
        before = self.state
        workflow.check(before, target)
        changes |= {"state": target, "lock": seen + 1}
        if target != State.SUBMITTED:
            changes |= {"claimed_by": None, "claimed_at": None}
        same = Revision.objects.filter(pk=self.pk, state=before, lock=seen)
        if not same.update(**changes):
            raise workflow.TransitionError("Somebody else was quicker.")
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


class Part(models.Model):
    """One headed passage of a revision, in Markdown. ``lock`` guards its edits."""

    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="parts"
    )
    key = models.SlugField(_("key"), max_length=40)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    place = models.CharField(_("place"), max_length=20, choices=Place)
    order = models.PositiveSmallIntegerField(_("order"))
    heading = models.CharField(_("heading"), max_length=120)
    text = models.TextField(_("words"), blank=True)
    lock = models.PositiveIntegerField(_("lock version"), default=0)

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "key"], name="one_part_a_key")
        ]

    def __str__(self):
        return self.heading


class RevisionTip(models.Model):
    """The words of one tip in one revision; ``key`` is the tip's lasting name."""

    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="tips"
    )
    key = models.UUIDField(default=uuid.uuid4)
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("tip"), max_length=1000)

    class Meta:
        verbose_name = _("tip")
        verbose_name_plural = _("tips")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "key"], name="one_tip_a_key")
        ]

    def __str__(self):
        return self.text


class Partner(models.Model):
    """An organisation named in a revision, and what it did."""

    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="partners"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("organisation"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    partner_type = models.ForeignKey(
        PartnerType, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    what_they_did = models.CharField(_("what they did"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["order"]

    def __str__(self):
        return self.name


class Source(models.Model):
    """Which version of which answer a place of the telling was composed from.

    ``edited`` means that a partner has changed the words since: they are never
    overwritten then. The place is "changed since" while the answer's newest
    version is another than this one.
    """

    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="sources"
    )
    key = models.SlugField(_("question"), max_length=40)
    answer_version = models.ForeignKey(
        AnswerVersion, on_delete=models.PROTECT, null=True, blank=True
    )
    edited = models.BooleanField(_("edited"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "key"], name="one_source_a_key")
        ]

    def __str__(self):
        return self.key


class Consent(models.Model):
    """One tick given for one revision, with the wording that was ticked."""

    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="consents"
    )
    key = models.SlugField(_("key"), max_length=40)
    wording = models.TextField(_("wording"))
    wording_version = models.CharField(_("version of the wording"), max_length=80)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "key"], name="one_consent_a_tick"
            )
        ]

    def __str__(self):
        return self.key


class Decision(models.Model):
    """What a moderator said of one revision."""

    class Kind(models.TextChoices):
        CHANGES = "changes", _("Changes asked for")
        PUBLISH = "publish", _("Published")
        SCHEDULE = "schedule", _("Publication planned")
        UNSCHEDULE = "unschedule", _("Plan taken back")
        DECLINE = "decline", _("Not published")
        WITHDRAW = "withdraw", _("Taken down")
        RESTORE = "restore", _("Put back")

    class Reason(models.TextChoices):
        NO_PARTNERSHIP = "no-partnership", _("It does not tell of a partnership")
        IDENTIFIES = "identifies", _("Somebody could be identified")
        PROMOTION = "promotion", _("It advertises a product or service")
        DUPLICATE = "duplicate", _("The same story is already here")
        OTHER = "other", _("Another reason")

    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="decisions"
    )
    kind = models.CharField(_("decision"), max_length=12, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(default=timezone.now)
    digest = models.CharField(_("digest that was read"), max_length=64)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True)
    message = models.TextField(_("message"), blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="decline") | ~Q(reason=""),
                name="a_decline_has_its_reason",
            )
        ]

    def __str__(self):
        return self.get_kind_display()


class DecisionNote(models.Model):
    """A moderator's note on one question."""

    decision = models.ForeignKey(
        Decision, on_delete=models.CASCADE, related_name="notes"
    )
    question_key = models.SlugField(_("question"), max_length=40)
    text = models.TextField(_("note"))

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "question_key"], name="one_note_a_question"
            )
        ]

    def __str__(self):
        return self.question_key
