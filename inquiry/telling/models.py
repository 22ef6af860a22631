"""Inquiries and their answers: what partners type, every version of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inquiry.protocols.models import Place, ProtocolVersion, Question
from inquiry.telling.querysets import CoAuthorQuerySet, InquiryQuerySet
from portal.organisations.models import Organisation


class Inquiry(models.Model):
    """One partnership working through one protocol version.

    ``is_open`` says whether answers may change: the rooms above close it while a
    moderator has the story and open it again afterwards.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(
        ProtocolVersion, on_delete=models.PROTECT, related_name="inquiries"
    )
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="inquiries"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="inquiries"
    )
    is_open = models.BooleanField(_("answers may change"), default=True)
    is_example = models.BooleanField(_("example"), default=False)
    begin_token = models.UUIDField(default=uuid.uuid4, editable=False)
    # Slugs by kind, of what an invitation knew of the story before it was told.
    known = models.JSONField(_("known terms"), default=dict, blank=True)
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    changed_at = models.DateTimeField(_("last change"), default=timezone.now)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        ordering = ["-changed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["begun_by", "begin_token"], name="a_form_begins_one_inquiry"
            )
        ]

    def __str__(self):
        return str(self.key)

    def get_absolute_url(self):
        return reverse("telling:tasks", args=[self.key])

    def tellers(self):
        """Who began it, and the co-authors who have accepted; each person once."""
        named = self.co_authors.filter(user__isnull=False).select_related("user")
        return list(dict.fromkeys([self.begun_by, *(one.user for one in named)]))

    def title(self):
        """The name that the tellers gave it; empty when it has none yet."""
        headline = self.answers.filter(question__place=Place.HEADLINE).first()
        return headline.value if headline and headline.value else ""

    def open(self):
        """Let the tellers change their answers."""
        self._set_open(True)

    def close(self):
        """Keep the answers as they are while somebody reads the story."""
        self._set_open(False)

    def _set_open(self, is_open):
        Inquiry.objects.filter(pk=self.pk).update(is_open=is_open)
        self.is_open = is_open


class CoAuthor(models.Model):
    """Somebody named by their address to tell the story too; counts once accepted."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    inquiry = models.ForeignKey(
        Inquiry, on_delete=models.CASCADE, related_name="co_authors"
    )
    email = models.EmailField(_("e-mail address"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="co_authorships",
    )
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    named_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = CoAuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("co-author")
        verbose_name_plural = _("co-authors")
        ordering = ["named_at"]
        constraints = [
            models.UniqueConstraint(
                "inquiry", Lower("email"), name="one_co_author_an_address"
            ),
            models.CheckConstraint(
                condition=models.Q(user__isnull=True, accepted_at__isnull=True)
                | models.Q(user__isnull=False, accepted_at__isnull=False),
                name="a_co_author_has_accepted",
            ),
        ]

    def __str__(self):
        return self.email


class Answer(models.Model):
    """The value for one question as it stands; ``number`` counts its versions.

    ``value`` is JSON whose shape is set by the question's kind:
    short, long: str; number: {value, what_was_counted, over_how_long,
    how_you_know}, all str; choice: list of slugs (with {"other": str} last where
    the question allows it); tips: list of str; people: list of {organisation,
    partner_type, what_they_did}; date: {month: "YYYY-MM", ongoing: bool}.
    Unfinished, empty and over-long values are kept as they were typed.
    """

    inquiry = models.ForeignKey(
        Inquiry, on_delete=models.CASCADE, related_name="answers"
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="answers"
    )
    value = models.JSONField(_("answer"), null=True)
    number = models.PositiveIntegerField(_("version"), default=0)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["question__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry", "question"], name="one_answer_a_question"
            )
        ]

    def __str__(self):
        return f"{self.question.key} {self.number}"


class AnswerVersion(models.Model):
    """Every value that an answer has had."""

    answer = models.ForeignKey(
        Answer, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField(_("version"))
    value = models.JSONField(_("answer"), null=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        verbose_name = _("version of an answer")
        verbose_name_plural = _("versions of answers")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "number"], name="one_answer_version_a_number"
            )
        ]

    def __str__(self):
        return f"{self.answer_id} {self.number}"


class SetAside(models.Model):
    """Words that came too late to be saved, kept for who typed them until they choose.

    A save on leaving the page has nobody to show the conflict to. ``typed`` holds the
    form as it was sent: a list of [name, value].
    """

    inquiry = models.ForeignKey(
        Inquiry, on_delete=models.CASCADE, related_name="set_aside"
    )
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    typed = models.JSONField(_("what was typed"))
    at = models.DateTimeField(_("typed"), default=timezone.now)

    class Meta:
        verbose_name = _("words set aside")
        verbose_name_plural = _("words set aside")
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry", "question", "user"], name="one_set_aside_each"
            )
        ]

    def __str__(self):
        return self.question.key
