"""What stands between an answer and sending it in; never between it and saving it."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from inquiry.protocols import choices, counting, months
from inquiry.protocols.empty import is_empty
from inquiry.protocols.models import Kind, Question
from portal.taxonomy.models import PartnerType, Sector

# Whole sentences, since other languages have more than two numbers of a noun.
TOO_FEW = {
    Kind.TIPS: ngettext_lazy(
        "Please give at least %(least)d tip.",
        "Please give at least %(least)d tips.",
        "least",
    ),
    Kind.PEOPLE: ngettext_lazy(
        "Please give at least %(least)d organisation.",
        "Please give at least %(least)d organisations.",
        "least",
    ),
}
TOO_MANY = {
    Kind.TIPS: ngettext_lazy(
        "Please give no more than %(most)d tip. You have %(count)d.",
        "Please give no more than %(most)d tips. You have %(count)d.",
        "most",
    ),
    Kind.PEOPLE: ngettext_lazy(
        "Please give no more than %(most)d organisation. You have %(count)d.",
        "Please give no more than %(most)d organisations. You have %(count)d.",
        "most",
    ),
}


def problems(question: Question, value: Any) -> list[str]:
    """Sentences that say what to mend before the story can be sent in.

    An empty list means that the answer is ready. ``value`` has the shape that
    Answer.value has for the kind of the question.
    """
    if is_empty(question.kind, value):
        return [_("Please answer this question.")] if question.is_needed else []
    return CHECKS[Kind(question.kind)](question, value)


def count_words(text: str) -> int:
    return len(str(text).split())


def _text(question: Question, value: Any) -> list[str]:
    over = _too_many_words(value, question.max_words)
    return [over] if over else []


def _too_many_words(text: str, most: int | None) -> str:
    count = count_words(text)
    if not most or count <= most:
        return ""
    return _("Please shorten this to %(most)d words. It has %(count)d now.") % {
        "most": most,
        "count": count,
    }


def _number(question: Question, value: Any) -> list[str]:
    """All four fields or none (method 18), and never few people (method 43)."""
    asked = {
        "value": _("Give the number, or clear the other fields."),
        "what_was_counted": _("Say what was counted."),
        "over_how_long": _("Say over how long it was counted."),
        "how_you_know": _("Say how you know the number."),
    }
    missing = [
        sentence
        for name, sentence in asked.items()
        if not str(value.get(name) or "").strip()
    ]
    number = str(value.get("value") or "").strip()
    if number and question.min_group_size:
        reason = counting.reason_against(
            number, str(value.get("what_was_counted") or ""), question.min_group_size
        )
        missing += [reason] if reason else []
    return missing


def _choice(question: Question, value: Any) -> list[str]:
    found = []
    slugs = [one for one in value if isinstance(one, str)]
    known = choices.names(question.choice_source, slugs)
    for slug in slugs:
        if slug not in known:
            found.append(
                _("“%(name)s” is no longer on the list. Please choose again.")
                % {"name": choices.readable(slug)}
            )
    least, most = question.min_choices or 1, question.max_choices
    if len(value) < least:
        found.append(_("Please choose at least %(least)d.") % {"least": least})
    if most and len(value) > most:
        found.append(
            _("Please choose no more than %(most)d. You have chosen %(count)d.")
            % {"most": most, "count": len(value)}
        )
    return found


def _tips(question: Question, value: Any) -> list[str]:
    found = _row_count(question, len(value))
    for number, tip in enumerate(value, start=1):
        if _too_many_words(tip, question.max_words):
            found.append(
                _("Please shorten tip %(number)d to %(most)d words. It has %(count)d.")
                % {
                    "number": number,
                    "most": question.max_words,
                    "count": count_words(tip),
                }
            )
    return found


def _row_count(question: Question, count: int) -> list[str]:
    kind = Kind(question.kind)
    least, most = question.min_items or 0, question.max_items
    if count < least:
        return [TOO_FEW[kind] % {"least": least}]
    if most and count > most:
        return [TOO_MANY[kind] % {"most": most, "count": count}]
    return []


def _people(question: Question, value: Any) -> list[str]:
    """Named rows with a type, one of the NHS and one of the voluntary sector."""
    found = _row_count(question, len(value))
    sectors = dict(PartnerType.objects.values_list("slug", "sector"))
    for number, row in enumerate(value, start=1):
        name = row.get("organisation", "")
        if not name:
            found.append(
                _("Give the name of organisation %(number)d.") % {"number": number}
            )
        if row.get("partner_type") not in sectors:
            found.append(
                _("Choose what type of organisation %(name)s is.")
                % {"name": name or number}
            )
    present = {sectors.get(row.get("partner_type")) for row in value}
    if not {Sector.NHS, Sector.VOLUNTARY} <= present:
        found.append(
            _(
                "Name at least one NHS organisation and one from the voluntary sector. "
                "These are stories of the two working together."
            )
        )
    return found


def _date(question: Question, value: Any) -> list[str]:
    day = months.first_day(value.get("month", ""))
    if day is None:
        return [_("Give a month and a year, such as 3 2025.")]
    if day > timezone.localdate():
        return [_("This month has not come yet. Please check the date.")]
    return []


CHECKS: dict[Kind, Callable[[Question, Any], list[str]]] = {
    Kind.SHORT: _text,
    Kind.LONG: _text,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.TIPS: _tips,
    Kind.PEOPLE: _people,
    Kind.DATE: _date,
}
