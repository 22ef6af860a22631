"""The kinds of question: their controls, their limits, and their answers as text."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from inquiry.protocols import choices, forms, months
from inquiry.protocols.empty import is_empty
from inquiry.protocols.limits import count_words, problems
from inquiry.protocols.models import Kind, Question

__all__ = [
    "BUILDERS",
    "as_text",
    "count_words",
    "form",
    "is_empty",
    "looks_at_kept",
    "problems",
]

BUILDERS: dict[Kind, type[forms.AnswerForm]] = {
    Kind.SHORT: forms.ShortForm,
    Kind.LONG: forms.LongForm,
    Kind.NUMBER: forms.NumberForm,
    Kind.CHOICE: forms.ChoiceForm,
    Kind.TIPS: forms.TipsForm,
    Kind.PEOPLE: forms.PeopleForm,
    Kind.DATE: forms.DateForm,
}


def form(question: Question, data=None, **options) -> forms.AnswerForm:
    """The form of a question; ``form(...).answer()`` is what to keep of ``data``.

    The options are those of forms.AnswerForm: value, rows, look_for.
    """
    return BUILDERS[Kind(question.kind)](question, data, **options)


def looks_at_kept(question: Question) -> bool:
    """Whether a form of what was typed also needs the ``value`` that was kept."""
    return BUILDERS[Kind(question.kind)].looks_at_kept


def as_text(question: Question, value: Any) -> str:
    """An answer in plain text, a line for each item; empty when nothing was said."""
    if is_empty(question.kind, value):
        return ""
    return TEXTS[Kind(question.kind)](question, value)


def _plain(question: Question, value: Any) -> str:
    return str(value)


def _number(question: Question, value: Any) -> str:
    what = f"{value.get('value') or ''} {value.get('what_was_counted') or ''}".strip()
    parts = [what, str(value.get("over_how_long") or "")]
    text = ", ".join(part for part in parts if part)
    known = str(value.get("how_you_know") or "")
    return f"{text} ({known})".strip() if known else text


def _choice(question: Question, value: Any) -> str:
    slugs = [one for one in value if isinstance(one, str)]
    names = choices.names(question.choice_source, slugs)
    return "\n".join(
        names.get(one) or choices.readable(one)
        if isinstance(one, str)
        else one.get("other", "")
        for one in value
    )


def _tips(question: Question, value: Any) -> str:
    return "\n".join(f"{number}. {tip}" for number, tip in enumerate(value, start=1))


def _people(question: Question, value: Any) -> str:
    types = [row.get("partner_type", "") for row in value]
    names = choices.names(question.choice_source, types)
    lines = []
    for row in value:
        kind = names.get(row.get("partner_type", ""), "")
        line = row.get("organisation", "") + (f" ({kind})" if kind else "")
        did = row.get("what_they_did", "")
        lines.append(f"{line}: {did}" if did else line)
    return "\n".join(lines)


def _date(question: Question, value: Any) -> str:
    month = months.as_words(value.get("month", ""))
    going = _("still going") if value.get("ongoing") else ""
    return ", ".join(part for part in (month, going) if part)


TEXTS: dict[Kind, Callable[[Question, Any], str]] = {
    Kind.SHORT: _plain,
    Kind.LONG: _plain,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.TIPS: _tips,
    Kind.PEOPLE: _people,
    Kind.DATE: _date,
}
