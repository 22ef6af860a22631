"""The tables of the index: a narrow row a story, the generation, the changes.

The words lie in a table of the text back end, by the same position.
"""

import uuid

from django.db import connection, models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from casestudies.search.shapes import Term, term_of


class Entry(models.Model):
    """One story. Its position is its place in publishing order, and never changes
    between rebuilds; a story that was taken down keeps it, without terms or words."""

    study = models.PositiveBigIntegerField(_("case study"), unique=True)
    position = models.PositiveIntegerField(_("position"), unique=True)
    published_at = models.DateTimeField(_("first published"))
    is_shown = models.BooleanField(_("shown"), default=True)
    terms = models.JSONField(_("terms"), default=list)

    class Meta:
        verbose_name = _("index entry")
        verbose_name_plural = _("index entries")
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.position)

    def pairs(self) -> list[Term]:
        """The terms as (facet, slug)."""
        return [term_of(name) for name in self.terms]


class Generation(models.Model):
    """One row that counts the changes of the index.

    It is raised by UPDATE in the transaction that publishes or withdraws: its lock
    lets one of them through at a time, so numbers and commits have the same order.
    The stamp tells two changes with the same number apart, of which one was rolled
    back or belongs to a backup that was put back since.
    """

    number = models.PositiveBigIntegerField(default=0)
    stamp = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = _("generation")
        verbose_name_plural = _("generations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1), name="search_generation_has_one_row"
            )
        ]

    def __str__(self) -> str:
        return str(self.number)

    @staticmethod
    def current() -> tuple[int, uuid.UUID] | None:
        """Number and stamp; None before the first change. One query.

        In plain SQL: every page with stories asks it first, and to put it together by
        the ORM took longer than to answer it.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT number, stamp FROM search_generation")
            row = cursor.fetchone()
        return row and (row[0], uuid.UUID(str(row[1])))


class Change(models.Model):
    """One story that came, changed or went, by generation.

    ``study`` is empty where the whole index was rebuilt.
    """

    generation = models.PositiveBigIntegerField(unique=True)
    stamp = models.UUIDField()
    study = models.PositiveBigIntegerField(null=True)

    class Meta:
        verbose_name = _("change of the index")
        verbose_name_plural = _("changes of the index")
        ordering = ["generation"]

    def __str__(self) -> str:
        return str(self.generation)


class Synonyms(models.Model):
    """Expressions that mean the same: who looks for one of them finds all."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    words = models.TextField(
        _("words that mean the same"),
        help_text=_("One on each line. Add short forms and long forms."),
    )
    note = models.CharField(_("note for moderators"), max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")
        ordering = ["words"]

    def __str__(self) -> str:
        return " = ".join(self.expressions())

    def expressions(self) -> list[str]:
        """The expressions as they were written."""
        lines = (" ".join(line.split()) for line in self.words.splitlines())
        return [line for line in lines if line]


class Word(models.Model):
    """A word of the published stories, or the name of an organisation in them.

    It is here while a published story has it, so that what a withdrawn story alone
    said is never offered to anybody.
    """

    word = models.CharField(_("word"), max_length=200)
    is_name = models.BooleanField(_("name of an organisation"), default=False)
    shown = models.CharField(_("as written"), max_length=200, blank=True)
    stories = models.PositiveIntegerField(_("stories"), default=1)
    # By one of these, words that are like another one are found with an index.
    front = models.CharField(max_length=3, db_index=True)
    back = models.CharField(max_length=3, db_index=True)
    sound = models.CharField(max_length=60, db_index=True)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        ordering = ["-stories", "word"]
        constraints = [
            models.UniqueConstraint(
                fields=["word", "is_name"], name="search_word_stands_once"
            )
        ]

    def __str__(self) -> str:
        return self.shown or self.word


class Said(models.Model):
    """The words and names of one published story: what to take off the counts."""

    study = models.PositiveBigIntegerField(_("case study"), unique=True)
    words = models.TextField(_("words"), blank=True)
    names = models.TextField(_("names"), blank=True)

    class Meta:
        verbose_name = _("words of a story")
        verbose_name_plural = _("words of the stories")

    def __str__(self) -> str:
        return str(self.study)
