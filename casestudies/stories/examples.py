"""The example stories: told, checked and published by the same verbs as real ones."""

import json
import uuid
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from casestudies.stories import (
    actions,
    composing,
    editing,
    example_people,
    places,
)
from casestudies.stories.models import CaseStudy
from inquiry.protocols.models import ProtocolVersion
from inquiry.telling import actions as telling
from inquiry.telling.models import Inquiry
from portal.post.models import Message
from portal.taxonomy.models import TouchPoint

FIXTURES = Path(__file__).parent / "fixtures"
NAMESPACE = uuid.UUID("6d0c2c1f-7c80-4b0e-9d8c-0f1f7d7a3f52")


def load(progress):
    """Load each example story that is not there yet; return how many were loaded.

    ``progress(done, total, title)`` is called after each. Every story is one
    transaction, so that a run that was cut short goes on where it stopped.
    """
    cast = example_people.people()
    samples = _read("samples.json")
    demo = _read("demo.json")
    stories = [_sample(case, demo["samples"]) for case in _by_date(samples["cases"])]
    if settings.DEMO:
        stories += [{**demo["place"], **story} for story in demo["stories"]]
    loaded = 0
    for done, story in enumerate(stories, start=1):
        loaded += _load({**story, "sizes": demo["sizes"]}, cast)
        progress(done, len(stories), story["answers"].get("title", story["slug"]))
    return loaded


def _read(name):
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


def _by_date(cases):
    """Oldest first: a story that inspired another was published before it."""
    return sorted(cases, key=lambda case: case["published_on"])


def _sample(case, told_by_partners):
    """A case of samples.json in the form of the stories of demo.json."""
    told = told_by_partners.get(case["slug"], {}) if settings.DEMO else {}
    answers = {answer["key"]: _value(answer) for answer in case["answers"]}
    return {
        **case,
        "told_by": "teller",
        "state": "published",
        **told,
        "answers": answers,
        "inspired_by": [source["slug"] for source in case["inspired_by"]],
        "adaptation": _adaptation(case["inspired_by"]),
    }


def _adaptation(sources):
    """What was kept, changed and learned, by the keys of those questions."""
    return {
        key: "\n\n".join(source[key] for source in sources)
        for key in ("kept", "changed", "learned")
        if sources
    }


def _value(answer):
    """An answer of samples.json in the shape that answers are kept in."""
    value, kind = answer["value"], answer["kind"]
    if kind == "choice" and isinstance(value, str):
        return [value]
    if kind == "number" and value:
        return {key: str(part) for key, part in value.items()}
    if kind == "date":
        return {"month": value["from"], "ongoing": value["ongoing"]}
    return value


@transaction.atomic
def _load(story, cast):
    token = uuid.uuid5(NAMESPACE, story["slug"])
    if Inquiry.objects.filter(begin_token=token, is_example=True).exists():
        return False
    teller = cast[story["told_by"]]
    inquiry = _begin(story, cast, token, by=teller)
    _answer(inquiry, story["answers"], by=teller)
    SCENES[story["state"]](story, inquiry, cast)
    Message.objects.filter(to=cast["teller"].email).delete()
    return True


def _begin(story, cast, token, *, by):
    partners = story["answers"].get("partners", [])
    members = [
        example_people.organisation(
            row["organisation"], row["partner_type"], story, cast=cast
        )
        for row in partners
    ]
    home = by.memberships.select_related("organisation").first()
    inquiry = telling.begin(
        ProtocolVersion.objects.live().get(protocol__slug=story["protocol"]),
        by=by,
        organisation=members[0] if story["told_by"] == "teller" else home.organisation,
        is_example=True,
        token=token,
    )
    for key in story.get("co_authors", []):
        other = cast[key]
        named = telling.name_co_author(inquiry, by=by, email=other.email)
        telling.accept(named, by=other)
    return inquiry


def _answer(inquiry, answers, *, by):
    """Give the answers in the order asked, each on top of the newest version."""
    numbers = dict(inquiry.answers.values_list("question__key", "number"))
    for question in inquiry.version.questions.filter(key__in=answers):
        telling.save_answer(
            inquiry,
            question,
            answers[question.key],
            by=by,
            seen=numbers.get(question.key, 0),
        )


# What becomes of a story, step by step


def _answered(story, inquiry, cast):
    """Answers alone: nobody has looked at the telling yet."""


def _composed(story, inquiry, cast):
    draft = composing.compose(inquiry, by=cast[story["told_by"]])
    summary = story.get("summary") or draft.summary
    seen = _seen(draft, composing.SUMMARY)
    editing.save_summary(draft, summary, confirmed=True, seen=seen)
    editing.save_terms(
        draft,
        care_settings=story["care_settings"],
        themes=story["themes"],
        seen=_seen(draft, composing.TERMS),
    )
    editing.save_roles(
        draft, roles=story.get("roles", []), seen=_seen(draft, composing.ROLES)
    )
    place = example_people.places(story)
    editing.save_place(
        draft,
        **{name: term.slug if term else "" for name, term in place.items()},
        seen=_seen(draft, composing.PLACE),
    )
    _fill_what_was_not_asked(draft, story)
    return draft


def _seen(draft, key):
    return draft.sources.get(key=key).lock


def _fill_what_was_not_asked(draft, story):
    """The samples know more than their question sets ask for."""
    asked = set(draft.sources.values_list("key", flat=True))
    if "touch_point" not in asked and story.get("touch_point"):
        draft.touch_point = TouchPoint.objects.get(slug=story["touch_point"])
    if "when" not in asked and story.get("started"):
        draft.started = date.fromisoformat(f"{story['started']}-01")
        draft.ongoing = story["ongoing"]
    draft.save(update_fields=["touch_point", "started", "ongoing"])
    if "inspired_by" not in asked and story.get("inspired_by"):
        sources = CaseStudy.objects.filter(slug__in=story["inspired_by"])
        draft.inspired_by.set(sources)
        _tell_adaptation(draft, story.get("adaptation", {}))


def _tell_adaptation(draft, told):
    """In the places where the question set for adapting an idea has them."""
    adapting = ProtocolVersion.objects.live().get(protocol__slug="adapting-an-idea")
    for question in adapting.questions.filter(key__in=told):
        places.write(draft, question, told[question.key])


def _waiting(story, inquiry, cast):
    draft = _composed(story, inquiry, cast)
    _submit(draft, by=cast[story["told_by"]])
    return draft


def _submit(draft, *, by):
    ticks = draft.case_study.inquiry.version.consent["ticks"]
    keys = {tick["key"] for tick in ticks}
    actions.submit(draft, by=by, seen=draft.lock, ticks=keys)


def _claimed(story, inquiry, cast):
    revision = _waiting(story, inquiry, cast)
    actions.claim(revision, by=cast["moderator"], seen=revision.lock)


def _published(story, inquiry, cast):
    revision = _waiting(story, inquiry, cast)
    day = date.fromisoformat(story["published_on"])
    by = cast["reader"] if "message" not in story else cast["moderator"]
    decision = _decision(story, revision, by)
    actions.publish(revision, now=_morning(day), identity_checked=True, **decision)
    return revision


def _morning(day):
    return timezone.make_aware(datetime.combine(day, time(9)))


def _decision(story, revision, by):
    return {
        "by": by,
        "seen": revision.lock,
        "digest": revision.digest,
        "message": story.get("message", ""),
    }


def _changes(story, inquiry, cast):
    revision = _waiting(story, inquiry, cast)
    decision = _decision(story, revision, cast["moderator"])
    actions.ask_for_changes(revision, notes=story["notes"], **decision)


def _declined(story, inquiry, cast):
    revision = _waiting(story, inquiry, cast)
    decision = _decision(story, revision, cast["moderator"])
    actions.decline(revision, reason=story["reason"], **decision)


def _scheduled(story, inquiry, cast):
    """For the Friday after next, at nine."""
    revision = _waiting(story, inquiry, cast)
    today = timezone.localdate()
    friday = today + timedelta(days=14 - (today.weekday() - 4) % 7)
    decision = _decision(story, revision, cast["moderator"])
    when = _morning(friday)
    actions.schedule(revision, when=when, identity_checked=True, **decision)


def _withdrawn(story, inquiry, cast):
    revision = _published({**story, "message": ""}, inquiry, cast)
    actions.withdraw(revision, **_decision(story, revision, cast["moderator"]))


def _updated(story, inquiry, cast):
    """Published, and an update of some answers is waiting."""
    teller = cast[story["told_by"]]
    _published(story, inquiry, cast)
    case_study = CaseStudy.objects.get(inquiry=inquiry)
    actions.start_update(case_study, by=teller)
    inquiry.refresh_from_db()
    _answer(inquiry, story["update"], by=teller)
    draft = composing.compose(inquiry, by=teller)
    _submit(draft, by=teller)


SCENES = {
    "answered": _answered,
    "composed": _composed,
    "waiting": _waiting,
    "claimed": _claimed,
    "published": _published,
    "changes": _changes,
    "declined": _declined,
    "scheduled": _scheduled,
    "withdrawn": _withdrawn,
    "updated": _updated,
}
