"""What was agreed and decided of a revision: consents and moderators' decisions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.stories.models.case_study import Revision


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
    by_teller = models.BooleanField(_("by a teller of the story"), default=False)
    at = models.DateTimeField(default=timezone.now)
    digest = models.CharField(_("digest that was read"), max_length=64)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True)
    message = models.TextField(_("message"), blank=True)
    # None: decided before this was asked (method 40).
    identity_checked = models.BooleanField(
        _("checked that nobody can be guessed"), default=False, null=True
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="decline") | ~Q(reason=""),
                name="a_decline_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["publish", "schedule"])
                | Q(by__isnull=True)
                | Q(identity_checked=True)
                | Q(identity_checked__isnull=True),
                name="who_publishes_has_checked_identity",
            ),
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
