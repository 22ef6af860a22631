"""The control of each kind of question: from an answer to fields and back.

No form here refuses anything: what was typed is always kept, empty, unfinished or
too long. ``limits`` says what stands in the way of sending it in.
"""

import re
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from inquiry.protocols import choices, months
from inquiry.protocols.models import Question

MOST_ROWS = 50
MOST_TO_SHOW = 30


def clean_text(text: Any) -> str:
    """Words as they are kept: one kind of line end, no NUL, no space around them."""
    plain = str(text or "").replace("\r\n", "\n").replace("\r", "\n")
    return plain.replace("\x00", "").strip()


class AnswerForm(forms.Form):
    """Base of the kinds. ``answer()`` is the value as it will be kept.

    Bound by ``data``, it carries what was typed; by ``value``, what was kept.
    ``rows`` asks for at least so many rows where a kind has rows; ``look_for`` finds
    choices by their words where there are many. ``looks_at_kept`` says that what was
    typed needs ``value`` too, for choices that are no longer offered.
    """

    use_required_attribute = False
    has_rows: ClassVar[bool] = False
    is_searched: ClassVar[bool] = False
    looks_at_kept: ClassVar[bool] = False
    template: ClassVar[str]

    def __init__(
        self, question: Question, data=None, *, value=None, rows=0, look_for=""
    ):
        super().__init__(data, auto_id="answer-%s", label_suffix="")
        self.question = question
        self.value = value
        self.rows = rows
        self.look_for = clean_text(self.data.get("look_for", look_for))
        self.add_fields()

    def add_fields(self) -> None:
        raise NotImplementedError

    def answer(self) -> Any:
        raise NotImplementedError

    def typed(self, name: str) -> str:
        return clean_text(self.data.get(name))

    def prompt(self) -> dict[str, Any]:
        """Label and help of a question that has one field."""
        return {
            "label": self.question.prompt,
            "help_text": self.question.help,
            "required": False,
        }


class ShortForm(AnswerForm):
    template = "one_field"

    def add_fields(self):
        attrs = {"autocomplete": "off"}
        if self.question.max_words:
            attrs["data-max-words"] = self.question.max_words
        self.fields["answer"] = forms.CharField(
            **self.prompt(), initial=self.value, widget=forms.TextInput(attrs)
        )

    def answer(self):
        return self.typed("answer")


class LongForm(ShortForm):
    def add_fields(self):
        super().add_fields()
        attrs = self.fields["answer"].widget.attrs | {"rows": 9}
        self.fields["answer"].widget = forms.Textarea(attrs)


class NumberForm(AnswerForm):
    template = "number"
    parts: ClassVar = {
        "value": (_("The number"), "", 10),
        "what_was_counted": (_("What was counted"), _("Such as first-day visits"), 0),
        "over_how_long": (_("Over how long"), _("Such as the first twelve months"), 0),
        "how_you_know": (_("How you know"), _("Such as the rota book"), 0),
    }

    def add_fields(self):
        value = self.value or {}
        for name, (label, hint, width) in self.parts.items():
            attrs = {"autocomplete": "off"}
            if width:
                attrs["class"] = f"nhsuk-input--width-{width}"
            self.fields[name] = forms.CharField(
                label=label,
                help_text=hint,
                required=False,
                initial=value.get(name, ""),
                widget=forms.TextInput(attrs),
            )

    def answer(self):
        return {name: self.typed(name) for name in self.parts}


class ChoiceForm(AnswerForm):
    """Radios for one, checkboxes for several; what is no longer offered stays kept.

    A long list is not shown whole: words find some of it (``look_for``), and what
    was picked stays ticked.
    """

    is_searched = True
    looks_at_kept = True
    template = "choice"

    def add_fields(self):
        chosen = self.value or []
        self.kept_before = [one for one in chosen if isinstance(one, str)]
        self.kept = self.kept_before
        if self.is_bound:
            self.kept = list(dict.fromkeys(self.data.getlist("answer")))[:MOST_ROWS]
        self.listed = self._to_list()
        field = self._field()
        field.widget.choice_hints = {
            one.slug: one.description for one in self.listed if one.description
        }
        self.fields["answer"] = field
        if self.is_long:
            self.fields["look_for"] = forms.CharField(
                label=_("Find by words of its title"),
                required=False,
                initial=self.look_for,
            )
        if self.question.allow_other:
            self.fields["other"] = self._other(chosen)

    def _to_list(self) -> list[choices.Choice]:
        """The choices to show: all, or of a long list the picked and the found."""
        source = self.question.choice_source
        first = choices.found(source, "", MOST_TO_SHOW + 1)
        self.is_long = len(first) > MOST_TO_SHOW
        self.found = []
        if self.is_long:
            if self.look_for:
                self.found = choices.found(source, self.look_for, MOST_TO_SHOW)
            first = choices.picked(source, self.kept)
            first += [one for one in self.found if one not in first]
        shown = {one.slug for one in first}
        lost = [slug for slug in self.kept_before if slug not in shown]
        self.known = shown | set(lost)
        names = choices.names(source, lost)
        return first + [
            choices.Choice(slug, names.get(slug) or choices.readable(slug))
            for slug in lost
            if slug in self.kept
        ]

    def _field(self):
        listed = self._grouped()
        if self.question.max_choices == 1:
            return forms.ChoiceField(
                **self.prompt(),
                choices=listed,
                initial=self.kept[0] if self.kept else None,
                widget=forms.RadioSelect,
            )
        return forms.MultipleChoiceField(
            **self.prompt(),
            choices=listed,
            initial=self.kept,
            widget=forms.CheckboxSelectMultiple,
        )

    def _other(self, chosen):
        other = [one["other"] for one in chosen if isinstance(one, dict)]
        return forms.CharField(
            label=_("Something else, in your own words"),
            required=False,
            initial=other[0] if other else "",
            widget=forms.TextInput({"autocomplete": "off"}),
        )

    def _grouped(self):
        """Choices as Django wants them, in their groups where they have any."""
        grouped: dict[str, list] = {}
        for one in self.listed:
            grouped.setdefault(one.group, []).append((one.slug, one.name))
        plain = grouped.pop("", [])
        return [*plain, *grouped.items()]

    def query_of_search(self) -> str:
        """The part of an address that looks for the same words again."""
        return "?" + urlencode({"look_for": self.look_for})

    def answer(self):
        slugs = [slug for slug in self.kept if slug in self.known]
        if self.question.max_choices == 1:
            slugs = slugs[:1]
        other = self.typed("other") if self.question.allow_other else ""
        return [*slugs, {"other": other}] if other else slugs


class DateWidget(forms.MultiWidget):
    labels: ClassVar = [_("Month"), _("Year")]

    def __init__(self):
        month = {"class": "nhsuk-input--width-4", "autocomplete": "off"}
        year = month | {"inputmode": "numeric"}
        super().__init__(
            {"month": forms.TextInput(month), "year": forms.TextInput(year)}
        )

    def decompress(self, value):
        return months.parts(value)


class DateForm(AnswerForm):
    template = "date"

    def add_fields(self):
        value = self.value or {}
        self.fields["answer"] = forms.Field(
            **self.prompt(), initial=value.get("month", ""), widget=DateWidget()
        )
        if self.question.allow_ongoing:
            self.fields["ongoing"] = forms.BooleanField(
                label=_("It is still going"),
                required=False,
                initial=bool(value.get("ongoing")),
            )

    def answer(self):
        month, year = self.typed("answer_month"), self.typed("answer_year")
        return {
            "month": months.join(month, year),
            "ongoing": self.question.allow_ongoing and "ongoing" in self.data,
        }


class RowsForm(AnswerForm):
    """Rows to add and take away; each row has the fields of ``row_fields``."""

    has_rows = True
    name_of_row: ClassVar = re.compile(r"^row-(\d{1,3})-")

    def add_fields(self):
        self.kept_rows = self._typed_rows() if self.is_bound else self._valued_rows()
        least = max(self.question.min_items or 1, self.rows, len(self.kept_rows))
        self.count = min(least, MOST_ROWS)
        self.may_add = self.count < (self.question.max_items or MOST_ROWS)
        for place in range(self.count):
            row = self.kept_rows[place] if place < len(self.kept_rows) else {}
            for name, field in self.row_fields(place + 1).items():
                field.initial = row.get(name, "")
                self.fields[f"row-{place}-{name}"] = field

    def row_fields(self, number: int) -> dict[str, forms.Field]:
        raise NotImplementedError

    def fields_of_rows(self):
        """Bound fields, a list for each row."""
        prefixes = [f"row-{place}-" for place in range(self.count)]
        return [
            [self[name] for name in self.fields if name.startswith(prefix)]
            for prefix in prefixes
        ]

    def _valued_rows(self) -> list[dict[str, str]]:
        raise NotImplementedError

    def _typed_rows(self) -> list[dict[str, str]]:
        found = [self.name_of_row.match(name) for name in self.data]
        count = 1 + max((int(match[1]) for match in found if match), default=-1)
        names = list(self.row_fields(1))
        return [
            {name: self.typed(f"row-{place}-{name}") for name in names}
            for place in range(min(count, MOST_ROWS))
        ]

    def without(self, place: int) -> Any:
        """The answer with one row, counted from 0, taken away."""
        rows = [row for at, row in enumerate(self.kept_rows) if at != place]
        return self.of_rows(rows)

    def of_rows(self, rows: list[dict[str, str]]) -> Any:
        return [row for row in rows if any(row.values())]

    def answer(self):
        return self.of_rows(self.kept_rows)


class TipsForm(RowsForm):
    template = "tips"

    def row_fields(self, number):
        label = _("Tip %(number)d") % {"number": number}
        attrs = {"rows": 2}
        if self.question.max_words:
            attrs["data-max-words"] = self.question.max_words
        widget = forms.Textarea(attrs)
        return {"tip": forms.CharField(label=label, required=False, widget=widget)}

    def _valued_rows(self):
        return [{"tip": tip} for tip in self.value or []]

    def of_rows(self, rows):
        return [row["tip"] for row in rows if row["tip"]]


class PeopleForm(RowsForm):
    looks_at_kept = True
    template = "people"

    def row_fields(self, number):
        return {
            "organisation": forms.CharField(
                label=_("Name of the organisation"),
                required=False,
                widget=forms.TextInput({"autocomplete": "off"}),
            ),
            "partner_type": forms.ChoiceField(
                label=_("Type of organisation"),
                required=False,
                choices=self._types(),
            ),
            "what_they_did": forms.CharField(
                label=_("What it did"),
                help_text=_("A few words are enough."),
                required=False,
                widget=forms.TextInput({"autocomplete": "off"}),
            ),
        }

    def _types(self):
        if not hasattr(self, "_listed_types"):
            grouped: dict[str, list] = {}
            for one in choices.offered(self.question.choice_source):
                grouped.setdefault(one.group, []).append((one.slug, one.name))
            known = {slug for group in grouped.values() for slug, _name in group}
            kept = [row.get("partner_type") for row in self.value or []]
            lost = [slug for slug in dict.fromkeys(kept) if slug and slug not in known]
            names = choices.names(self.question.choice_source, lost)
            self._listed_types = [
                ("", _("Choose a type")),
                *grouped.items(),
                *((slug, names.get(slug) or choices.readable(slug)) for slug in lost),
            ]
        return self._listed_types

    def _valued_rows(self):
        names = ("organisation", "partner_type", "what_they_did")
        return [{name: row.get(name, "") for name in names} for row in self.value or []]
