"""The terms that stories are filed under, and the places they come from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from portal.taxonomy import boards
from portal.taxonomy.querysets import BoardQuerySet, TermQuerySet


class Sector(models.TextChoices):
    NHS = "nhs", _("NHS")
    VOLUNTARY = "voluntary", _("Voluntary sector")
    LOCAL_GOVERNMENT = "local-government", _("Local government")
    OTHER = "other", _("Other")


class Term(models.Model):
    """One word of a shared list. The slug is its stable id and never changes."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    description = models.TextField(_("description"), blank=True)
    keywords = models.TextField(
        _("keywords"),
        blank=True,
        help_text=_("Words that suggest this term, with commas between them."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    retired = models.BooleanField(_("retired"), default=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class CareSettingGroup(Term):
    class Meta(Term.Meta):
        verbose_name = _("group of care settings")
        verbose_name_plural = _("groups of care settings")


class CareSetting(Term):
    group = models.ForeignKey(
        CareSettingGroup, on_delete=models.PROTECT, related_name="care_settings"
    )
    history = HistoricalRecords()

    class Meta(Term.Meta):
        verbose_name = _("care setting")
        verbose_name_plural = _("care settings")


class ThemeGroup(Term):
    class Meta(Term.Meta):
        verbose_name = _("group of themes")
        verbose_name_plural = _("groups of themes")


class Theme(Term):
    group = models.ForeignKey(
        ThemeGroup, on_delete=models.PROTECT, related_name="themes"
    )
    history = HistoricalRecords()

    class Meta(Term.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


class Enabler(Term):
    """What made a partnership possible."""

    history = HistoricalRecords()

    class Meta(Term.Meta):
        verbose_name = _("enabler")
        verbose_name_plural = _("enablers")


class TouchPoint(Term):
    """Where on a person's journey the sectors meet."""

    history = HistoricalRecords()

    class Meta(Term.Meta):
        verbose_name = _("touch point")
        verbose_name_plural = _("touch points")


class PartnerType(Term):
    """``plural`` stands in sentences: no stories from hospices in Wales yet."""

    plural = models.CharField(
        _("many of them, inside a sentence"),
        max_length=80,
        blank=True,
        help_text=_("As in “No stories from hospices in Wales yet”."),
    )
    sector = models.CharField(_("sector"), max_length=20, choices=Sector)
    history = HistoricalRecords()

    class Meta(Term.Meta):
        verbose_name = _("partner type")
        verbose_name_plural = _("partner types")


class Role(Term):
    """Whose work made a story possible, such as a manager of volunteers."""

    history = HistoricalRecords()

    class Meta(Term.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")


class VoiceRole(Term):
    """What an invited person is to a story: a patient, a carer, a volunteer."""

    class Meta(Term.Meta):
        verbose_name = _("voice role")
        verbose_name_plural = _("voice roles")


class Nation(Term):
    uses_regions = models.BooleanField(_("has regions"), default=False)
    local_body = models.CharField(_("what a local body is called"), max_length=80)
    gss_code = models.CharField(_("ONS code"), max_length=9, blank=True)

    class Meta(Term.Meta):
        verbose_name = _("nation")
        verbose_name_plural = _("nations")


class Region(Term):
    nation = models.ForeignKey(Nation, on_delete=models.PROTECT, related_name="regions")
    code = models.CharField(_("ODS code"), max_length=5, unique=True)
    gss_code = models.CharField(_("ONS code"), max_length=9, blank=True)

    class Meta(Term.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")


class IntegratedCareBoard(Term):
    """A board with its dates; its slug is its ODS code in small letters.

    A story stays filed under the board of its day, and is found under each of
    that board's successors too (method 38).
    """

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="boards")
    full_name = models.CharField(_("full name"), max_length=200)
    ods_code = models.CharField(_("ODS code"), max_length=5, unique=True)
    gss_code = models.CharField(_("ONS code"), max_length=9, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    successors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="predecessors"
    )
    history = HistoricalRecords()

    objects = BoardQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Term.Meta):
        verbose_name = _("integrated care board")
        verbose_name_plural = _("integrated care boards")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="board_closes_after_it_begins",
            )
        ]

    @property
    def is_over(self):
        return boards.is_over(self.valid_to)

    @property
    def label(self):
        return boards.label(self.name, self.valid_to)
