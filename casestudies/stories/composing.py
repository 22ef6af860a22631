"""From answers to a first telling, and keeping it fresh until somebody edits it."""

import re

from django.db import transaction
from django.db.models import F

from casestudies.stories import invited, places, rendering, turns
from casestudies.stories.models import CaseStudy, Revision, Source
from casestudies.stories.workflow import State, TransitionError
from inquiry.protocols import kinds
from inquiry.protocols.models import Place
from inquiry.telling.models import AnswerVersion
from portal.record.models import Event
from portal.taxonomy.models import CareSetting, Enabler, Theme
from portal.taxonomy.suggesting import suggest

SUMMARY_WORDS = 40
CARE_SETTINGS_AT_MOST = 3
THEMES_AT_MOST = 4
ENABLERS_AT_MOST = 3
SUGGESTED = {
    "care_settings": (CareSetting, CARE_SETTINGS_AT_MOST),
    "themes": (Theme, THEMES_AT_MOST),
    "enablers": (Enabler, ENABLERS_AT_MOST),
}
SUMMARY, PLACE, TERMS, ROLES = "summary", "place", "terms", "roles"
# A full stop, or one inside a closing quotation mark, and the space after it.
SENTENCE_END = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][^\w\s]))\s+")


@transaction.atomic
def compose(inquiry, *, by):
    """Make the first draft from the answers, or refresh the open one; return it.

    Places that a partner has edited are never overwritten. Raises TransitionError
    when the story has no draft that may change.
    """
    if turns.wait(inquiry.pk) is None:
        gone = Event.objects.about(inquiry).last()
        raise TransitionError("The story was deleted.", step=gone)
    case_study, _created = CaseStudy.objects.get_or_create(inquiry=inquiry)
    draft = case_study.revisions.filter(state=State.DRAFT).first()
    if draft is None:
        draft = _first_draft(case_study, by=by)
    _refresh(draft, inquiry)
    return draft


def newest_versions(inquiry):
    """The newest version of each answer, by the key of its question."""
    newest = AnswerVersion.objects.filter(
        answer__inquiry=inquiry, number=F("answer__number")
    ).select_related("answer__question")
    return {version.answer.question.key: version for version in newest}


def changed_since(revision):
    """Where the answer has changed after the telling was written.

    Returns ``{question key: (words of the telling, words of the answer)}``.
    """
    inquiry = revision.case_study.inquiry
    newest = newest_versions(inquiry)
    sources = {source.key: source for source in revision.sources.all()}
    changed = {}
    for question in places.told(inquiry.version):
        version, source = newest.get(question.key), sources.get(question.key)
        if not version or not source or source.answer_version_id == version.pk:
            continue
        here = kinds.as_text(question, places.read(revision, question))
        there = kinds.as_text(question, version.value)
        if here != there:
            changed[question.key] = (here, there)
    return changed


def suggestions(revision, *names):
    """Terms of the named lists that the words of the telling suggest, for the partner
    to confirm, as ``{name: terms}``. A query for each list."""
    words = [revision.headline, revision.summary]
    words += [part.text for part in revision.parts.all()]
    text = "\n".join(words)
    lists = {name: SUGGESTED[name] for name in names}
    return {
        name: suggest(text, model.objects.current(), most)
        for name, (model, most) in lists.items()
    }


def opening(text: str, limit: int = SUMMARY_WORDS) -> str:
    """The first sentences of a passage, as many as fit into ``limit`` words."""
    words: list[str] = []
    for sentence in SENTENCE_END.split(rendering.plain(text).replace("\n", " ")):
        more = sentence.split()
        if len(words) + len(more) > limit:
            break
        words += more
    if words or not text.strip():
        return " ".join(words)
    return " ".join(rendering.plain(text).split()[:limit]).rstrip(",;:") + "…"


def _first_draft(case_study, *, by):
    if last := case_study.revisions.last():
        raise last.too_late("There is no draft that may change.")
    draft = Revision.objects.create(case_study=case_study, number=1)
    organisation = case_study.inquiry.organisation
    for name in ("nation", "region", "board"):
        setattr(draft, name, getattr(organisation, name))
    draft.save(update_fields=["nation", "region", "board"])
    invited.fill(draft, case_study.inquiry.known)
    Source.objects.bulk_create(
        Source(revision=draft, key=key) for key in (SUMMARY, PLACE, TERMS, ROLES)
    )
    Event.write(by=by, verb="compose", of=draft, after=State.DRAFT)
    return draft


def _refresh(draft, inquiry):
    newest = newest_versions(inquiry)
    sources = {source.key: source for source in draft.sources.all()}
    changed: list[Source] = []
    values = []
    for question in places.told(inquiry.version):
        version, source = newest.get(question.key), sources.get(question.key)
        if source is None:
            source = Source(revision=draft, key=question.key)
        elif source.edited or source.answer_version_id == (version and version.pk):
            continue
        values.append((question, version.value if version else None))
        source.answer_version = version
        source.lock += 1
        changed.append(source)
    places.write_all(draft, values)
    Source.objects.bulk_create(one for one in changed if one.pk is None)
    Source.objects.bulk_update(
        [one for one in changed if one.pk is not None], ["answer_version", "lock"]
    )
    if changed:
        _prefill_summary(draft, sources.get(SUMMARY))
        Revision.objects.filter(pk=draft.pk).update(lock=F("lock") + 1)
        draft.refresh_from_db()


def _prefill_summary(draft, source):
    lead = draft.parts.filter(place=Place.LEAD).first()
    words = opening(lead.text) if lead else ""
    untouched = source is None or not source.edited
    if untouched and not draft.summary_confirmed and words != draft.summary:
        draft.summary = words
        draft.save(update_fields=["summary"])
