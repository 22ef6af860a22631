"""Protocols: Appreciative Inquiry question sets, in versions."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inquiry.protocols.querysets import ProtocolVersionQuerySet


class Stage(models.TextChoices):
    """The five stages of Appreciative Inquiry (5-D), in the order of practice."""

    DEFINE = "define", _("Define")
    DISCOVER = "discover", _("Discover")
    DREAM = "dream", _("Dream")
    DESIGN = "design", _("Design")
    DELIVER = "deliver", _("Deliver")


class Kind(models.TextChoices):
    SHORT = "short", _("One line")
    LONG = "long", _("A few sentences")
    NUMBER = "number", _("A number, and how it was counted")
    CHOICE = "choice", _("Pick from a list")
    TIPS = "tips", _("One-line tips")
    PEOPLE = "people", _("Organisations and what they did")
    DATE = "date", _("Month and year")


class Place(models.TextChoices):
    """Where an answer goes in the first telling (``part`` in protocols.json)."""

    HEADLINE = "headline", _("Headline")
    LEAD = "lead", _("Opening")
    BODY = "body", _("Body")
    ADAPTATION = "adaptation", _("Adaptation")
    TIPS = "tips", _("Tips")
    ENABLERS = "enablers", _("What made it possible")
    PARTNERS = "partners", _("Partners")
    OUTCOME = "outcome", _("Number")
    TOUCH_POINT = "touch_point", _("Touch point")
    WHEN = "when", _("When")
    POSSIBILITY = "possibility", _("At our best")
    INSPIRED_BY = "inspired_by", _("Inspired by")
    VOICE = "voice", _("Voice")
    NOT_SHOWN = "not_shown", _("Not shown")


class Protocol(models.Model):
    """A question set; its wording lives in its versions."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    retired = models.BooleanField(_("retired"), default=False)

    class Meta:
        verbose_name = _("question set")
        verbose_name_plural = _("question sets")
        ordering = ["order"]

    def __str__(self):
        return self.slug


class PublishedVersionError(Exception):
    """A published version never changes; a new wording is a new version."""


class ProtocolVersion(models.Model):
    """One wording of a protocol. Once published it never changes (method 3)."""

    protocol = models.ForeignKey(
        Protocol, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=120)
    central_question = models.CharField(_("central question"), max_length=200)
    purpose = models.TextField(_("purpose"))
    for_whom = models.TextField(_("for whom"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    intro = models.JSONField(_("introduction"), default=list)
    consent = models.JSONField(_("consent"), default=dict)
    is_voice = models.BooleanField(_("answered by private link"), default=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)

    objects = ProtocolVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a question set")
        verbose_name_plural = _("versions of question sets")
        ordering = ["protocol__order", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["protocol", "number"], name="one_version_a_number"
            )
        ]

    def __str__(self):
        return f"{self.title} ({self.number})"

    def save(self, *args, **kwargs):
        _refuse_when_published(self.pk)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("protocols:detail", args=[self.protocol.slug])

    def delete(self, *args, **kwargs):
        _refuse_when_published(self.pk)
        return super().delete(*args, **kwargs)


def _refuse_when_published(version):
    if ProtocolVersion.objects.published().filter(pk=version).exists():
        raise PublishedVersionError("A published version never changes.")


class Wording(models.Model):
    """A piece of a version, which stays as it is once the version is published."""

    version_id: int

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        _refuse_when_published(self.version_id)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        _refuse_when_published(self.version_id)
        return super().delete(*args, **kwargs)


class Section(Wording):
    """A page heading of the task list: the questions of one stage."""

    version = models.ForeignKey(
        ProtocolVersion, on_delete=models.CASCADE, related_name="sections"
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    heading = models.CharField(_("heading"), max_length=120)
    lead = models.CharField(_("lead"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order"]

    def __str__(self):
        return self.heading


class Question(Wording):
    """One question of a version. ``key`` means the same thing in every protocol."""

    version = models.ForeignKey(
        ProtocolVersion, on_delete=models.CASCADE, related_name="questions"
    )
    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, related_name="questions"
    )
    key = models.SlugField(_("key"), max_length=40)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    order = models.PositiveSmallIntegerField(_("order"))
    prompt = models.TextField(_("question"))
    help = models.TextField(_("help"), blank=True)
    example = models.TextField(_("example"), blank=True)
    probes = models.JSONField(_("nudges"), default=list, blank=True)
    required = models.BooleanField(_("must be answered"), default=True)
    publishes = models.BooleanField(_("shown on the public page"), default=True)
    max_words = models.PositiveSmallIntegerField(_("words at most"), null=True)
    min_items = models.PositiveSmallIntegerField(_("items at least"), null=True)
    max_items = models.PositiveSmallIntegerField(_("items at most"), null=True)
    choice_source = models.CharField(_("choices from"), max_length=60, blank=True)
    min_choices = models.PositiveSmallIntegerField(_("choices at least"), null=True)
    max_choices = models.PositiveSmallIntegerField(_("choices at most"), null=True)
    allow_other = models.BooleanField(_("may name something else"), default=False)
    allow_ongoing = models.BooleanField(_("may still be going"), default=False)
    min_group_size = models.PositiveSmallIntegerField(_("people at least"), null=True)
    place = models.CharField(_("part in the telling"), max_length=20, choices=Place)
    page_heading = models.CharField(
        _("heading on the page"), max_length=120, blank=True
    )
    number: int  # counts from 1 in the order shown; set by ``wording``

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"], name="one_question_a_key"
            )
        ]

    def __str__(self):
        return self.prompt

    @property
    def is_needed(self):
        """Each story has one to three enablers (method 20), whether the version says
        that the question must be answered or not."""
        return self.required or self.place == Place.ENABLERS
