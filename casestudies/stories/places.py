"""The places of a telling, each read and written in the shape of its answer.

The shapes stand at ``inquiry.telling.models.Answer``. What was typed may be
unfinished or over a limit: whatever fits the place is kept.
"""

import datetime

from casestudies.stories.models import CaseStudy, Part, Partner, RevisionTip
from inquiry.protocols import wording
from inquiry.protocols.models import Place, Stage
from portal.names import straight
from portal.organisations.models import Organisation
from portal.taxonomy.models import Enabler, PartnerType, TouchPoint

PARTS = {Place.LEAD, Place.BODY, Place.ADAPTATION}
APART = {Place.VOICE, Place.NOT_SHOWN}
STAGES = list(Stage)


def told(version):
    """The questions whose answers go into the telling, in the order of the page.

    Answers that are not published have no place in it (method 13).
    """
    shown = [
        question
        for question in wording.questions(version)
        if question.publishes and question.place not in APART
    ]
    return sorted(shown, key=page_order)


def page_order(question):
    """The opening first, then stage by stage as asked (method 13)."""
    if question.place == Place.LEAD:
        return 0
    return (STAGES.index(question.stage) + 1) * 1000 + question.order


def read(revision, question):
    """What stands at the question's place now, shaped as an answer."""
    return READERS[question.place](revision, question)


def read_all(revision, questions):
    """Pairs of each question and its value; all passages are read at once."""
    texts = _passages(revision)
    for question in questions:
        if question.place in PARTS:
            yield question, texts.get(question.key, "")
        else:
            yield question, read(revision, question)


def write(revision, question, value):
    """Put an answer's value at the question's place, in the caller's transaction."""
    write_all(revision, [(question, value)])


def write_all(revision, values):
    """``values`` is a list of pairs of question and value; all passages are written at
    once."""
    passages = [_part(revision, *pair) for pair in values if pair[0].place in PARTS]
    Part.objects.bulk_create(
        passages,
        update_conflicts=True,
        unique_fields=["revision", "key"],
        update_fields=["stage", "place", "order", "heading", "text"],
    )
    for question, value in values:
        if question.place not in PARTS:
            WRITERS[question.place](revision, question, value)


# Passages of text


def _read_part(revision, question):
    return _passages(revision).get(question.key, "")


def _passages(revision):
    return {part.key: part.text for part in revision.parts.all()}


def _part(revision, question, value):
    return Part(
        revision=revision,
        key=question.key,
        stage=question.stage,
        place=question.place,
        order=page_order(question),
        heading=question.page_heading,
        text=_text(value),
    )


def _read_headline(revision, question):
    return revision.headline


def _write_headline(revision, question, value):
    _set(revision, headline=" ".join(_text(value).split()))


def _read_possibility(revision, question):
    return revision.possibility


def _write_possibility(revision, question, value):
    _set(revision, possibility=_text(value).strip())


# A number, and a month


def _read_outcome(revision, question):
    return {
        "value": revision.outcome_value,
        "what_was_counted": revision.outcome_what,
        "over_how_long": revision.outcome_period,
        "how_you_know": revision.outcome_source,
    }


def _write_outcome(revision, question, value):
    given = value if isinstance(value, dict) else {}
    _set(
        revision,
        outcome_value=_text(given.get("value")).strip(),
        outcome_what=_text(given.get("what_was_counted")).strip(),
        outcome_period=_text(given.get("over_how_long")).strip(),
        outcome_source=_text(given.get("how_you_know")).strip(),
    )


def _read_when(revision, question):
    month = f"{revision.started:%Y-%m}" if revision.started else ""
    return {"month": month, "ongoing": revision.ongoing}


def _write_when(revision, question, value):
    given = value if isinstance(value, dict) else {}
    try:
        started = datetime.date.fromisoformat(f"{_text(given.get('month'))}-01")
    except ValueError:
        started = None
    _set(revision, started=started, ongoing=given.get("ongoing") is True)


# Terms


def _read_enablers(revision, question):
    return [term.slug for term in revision.enablers.all()]


def _write_enablers(revision, question, value):
    revision.enablers.set(Enabler.objects.filter(slug__in=_slugs(value)))


def _read_touch_point(revision, question):
    return [revision.touch_point.slug] if revision.touch_point else []


def _write_touch_point(revision, question, value):
    chosen = TouchPoint.objects.filter(slug__in=_slugs(value)[:1]).first()
    _set(revision, touch_point=chosen)


def _read_inspired_by(revision, question):
    """Sources that are up; one that was taken down stays tied but is not named."""
    slugs = sorted(source.slug for source in revision.inspired_by.published())
    other = revision.inspired_by_other
    return [*slugs, {"other": other}] if other else slugs


def _write_inspired_by(revision, question, value):
    known = CaseStudy.objects.exclude(pk=revision.case_study_id)
    revision.inspired_by.set(known.filter(slug__in=_slugs(value)))
    others = [one["other"] for one in _items(value) if _has_other(one)]
    _set(revision, inspired_by_other=_text("; ".join(map(_text, others))).strip())


# Rows


def _read_tips(revision, question):
    return [tip.text for tip in revision.tips.all()]


def _write_tips(revision, question, value):
    """Equal or reworded tips keep their lasting key; a new tip gets a new one."""
    texts = [" ".join(_text(one).split()) for one in _items(value)]
    keys = _tip_keys(list(revision.tips.all()), texts)
    revision.tips.all().delete()
    RevisionTip.objects.bulk_create(
        RevisionTip(revision=revision, order=order, text=text, **key)
        for order, (text, key) in enumerate(zip(texts, keys, strict=True))
        if text
    )


def _tip_keys(old, texts):
    """For each text ``{"key": ...}``: of the same words, else of the same position."""
    by_text = {tip.text: tip.key for tip in old}
    taken = {by_text[text] for text in texts if text in by_text}
    for at, text in enumerate(texts):
        if text in by_text:
            yield {"key": by_text.pop(text)}
        elif at < len(old) and old[at].key not in taken:
            yield {"key": old[at].key}
        else:
            yield {}


def _read_partners(revision, question):
    return [
        {
            "organisation": partner.name,
            "partner_type": partner.partner_type.slug if partner.partner_type else "",
            "what_they_did": partner.what_they_did,
        }
        for partner in revision.partners.all()
    ]


def _write_partners(revision, question, value):
    rows = [_partner(row) for row in _items(value) if isinstance(row, dict)]
    rows = [row for row in rows if any(row.values())]
    types = {term.slug: term for term in PartnerType.objects.all()}
    known = _organisations([row["name"] for row in rows])
    revision.partners.all().delete()
    Partner.objects.bulk_create(
        Partner(
            revision=revision,
            order=order,
            name=row["name"],
            organisation=known.get(straight(row["name"]).casefold()),
            partner_type=types.get(row["partner_type"]),
            what_they_did=row["what_they_did"],
        )
        for order, row in enumerate(rows)
    )


def _partner(row):
    return {
        "name": " ".join(_text(row.get("organisation")).split()),
        "partner_type": _text(row.get("partner_type")),
        "what_they_did": _text(row.get("what_they_did")).strip(),
    }


def _organisations(names):
    """Organisations by their name in small letters."""
    found = Organisation.objects.named(*names)
    return {straight(one.name).casefold(): one for one in found}


# Whatever was typed


def _set(revision, **fields):
    for name, value in fields.items():
        setattr(revision, name, value)
    revision.save(update_fields=list(fields))


def _text(value):
    """Text without the character that no database keeps."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.replace("\x00", "") if isinstance(value, str) else ""


def _items(value):
    if isinstance(value, str):
        return [value]
    return value if isinstance(value, list) else []


def _slugs(value):
    return [one for one in _items(value) if isinstance(one, str)]


def _has_other(one):
    return isinstance(one, dict) and "other" in one


READERS = {
    **dict.fromkeys(PARTS, _read_part),
    Place.HEADLINE: _read_headline,
    Place.POSSIBILITY: _read_possibility,
    Place.OUTCOME: _read_outcome,
    Place.WHEN: _read_when,
    Place.ENABLERS: _read_enablers,
    Place.TOUCH_POINT: _read_touch_point,
    Place.INSPIRED_BY: _read_inspired_by,
    Place.TIPS: _read_tips,
    Place.PARTNERS: _read_partners,
}
WRITERS = {
    Place.HEADLINE: _write_headline,
    Place.POSSIBILITY: _write_possibility,
    Place.OUTCOME: _write_outcome,
    Place.WHEN: _write_when,
    Place.ENABLERS: _write_enablers,
    Place.TOUCH_POINT: _write_touch_point,
    Place.INSPIRED_BY: _write_inspired_by,
    Place.TIPS: _write_tips,
    Place.PARTNERS: _write_partners,
}
