"""Where each story stands, for the people who tell it."""

import datetime
import statistics
from dataclasses import dataclass, field

from django.db.models import F, Prefetch
from django.utils import timezone

from casestudies.stories.models import Decision, DecisionNote, Revision
from casestudies.stories.workflow import State
from inquiry.protocols.models import Place
from inquiry.telling.models import Answer, Inquiry

USUAL_DAYS = 5
# How far back "the usual time" looks.
RECENT = datetime.timedelta(days=90)
MEASURED = 50  # decisions, at most
ANSWERS = [
    Decision.Kind.PUBLISH,
    Decision.Kind.SCHEDULE,
    Decision.Kind.CHANGES,
    Decision.Kind.DECLINE,
]


@dataclass
class Standing:
    """One story: its newest revision (None before composing) and the one that is up.

    ``place`` counts from 1 in a queue of ``waiting``; ``days`` is the usual time.
    ``asked`` is the decision that this draft answers, ``last`` the newest on it.
    """

    inquiry: Inquiry
    headline: str = ""
    revision: Revision | None = None
    up: Revision | None = None
    place: int = 0
    waiting: int = 0
    days: int = USUAL_DAYS
    asked: Decision | None = None
    last: Decision | None = None
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    # Keys of notes on words that were edited in the telling: a new answer would not
    # reach them by itself.
    edited: list[str] = field(default_factory=list)

    @property
    def state(self):
        if self.asked:
            return State.CHANGES_REQUESTED
        return self.revision.state if self.revision else State.DRAFT

    @property
    def is_draft(self):
        return self.revision is None or self.revision.state == State.DRAFT

    @property
    def being_read(self):
        """Somebody has it; its tellers are not told when it is held."""
        return self.revision is not None and self.revision.is_being_read

    @property
    def may_be_taken_back(self):
        """It waits for its day, or for somebody to begin reading it."""
        if self.state == State.SCHEDULED:
            return True
        return self.state == State.SUBMITTED and not self.being_read

    @property
    def may_be_taken_up_again(self):
        """No draft is open, and the story has come to an end of its way."""
        ends = {
            State.PUBLISHED,
            State.DECLINED,
            State.WITHDRAWN,
            State.CHANGES_REQUESTED,
        }
        return self.revision is not None and State(self.revision.state) in ends


def of(inquiries):
    """The standing of each inquiry, in a bounded number of queries."""
    inquiries = list(inquiries)
    revisions = _revisions(inquiries)
    headlines = _headlines(inquiries)
    line = _line() if revisions else {}
    days = usual_days()
    found = []
    for inquiry in inquiries:
        own = revisions.get(inquiry.pk, [])
        standing = Standing(inquiry, waiting=len(line), days=days)
        standing.headline = headlines.get(inquiry.pk, "")
        if own:
            standing.revision = own[-1]
            standing.headline = own[-1].headline or standing.headline
            standing.place = line.get(own[-1].pk, 0)
            standing.up = next(
                (one for one in own if one.state == State.PUBLISHED), None
            )
            standing.asked = _asked(own)
            decisions = list(own[-1].decisions.all())
            standing.last = decisions[-1] if decisions else None
        found.append(standing)
    return found


def of_one(inquiry):
    """The standing of one inquiry, with the notes on its questions."""
    [standing] = of([inquiry])
    if standing.asked:
        prompts = dict(inquiry.version.questions.values_list("key", "prompt"))
        notes = DecisionNote.objects.filter(decision=standing.asked).order_by("pk")
        edited = standing.revision.sources.filter(edited=True)
        edited = set(edited.values_list("key", flat=True))
        standing.notes = [
            (note.question_key, prompts.get(note.question_key, ""), note.text)
            for note in notes
        ]
        standing.edited = [key for key, *_ in standing.notes if key in edited]
    return standing


def usual_days():
    """Working days from sending to an answer, measured of late; a plain guess without any.

    Examples are loaded in a moment and would make the wait look short. What was sent
    again after an answer has another wait, which that answer did not end.
    """
    answered = Decision.objects.filter(
        kind__in=ANSWERS,
        at__gte=timezone.now() - RECENT,
        by__isnull=False,
        revision__case_study__inquiry__is_example=False,
    ).filter(at__gte=F("revision__submitted_at"))
    waits = [
        _working_days(*times)
        for times in answered.order_by("-pk").values_list(
            "revision__submitted_at", "at"
        )[:MEASURED]
    ]
    return max(1, round(statistics.mean(waits))) if waits else USUAL_DAYS


def _working_days(start, end):
    """Mondays to Fridays after the day of ``start`` up to the day of ``end``."""
    first, last = timezone.localdate(start), timezone.localdate(end)
    days = (first + datetime.timedelta(days=n + 1) for n in range((last - first).days))
    return sum(day.weekday() < 5 for day in days)


def _revisions(inquiries):
    """Revisions by inquiry, oldest first, with their decisions."""
    found: dict[int, list[Revision]] = {}
    revisions = (
        Revision.objects.filter(case_study__inquiry__in=inquiries)
        .select_related("case_study__inquiry", "claimed_by")
        .prefetch_related(Prefetch("decisions", Decision.objects.select_related("by")))
        .order_by("number")
    )
    for revision in revisions:
        found.setdefault(revision.case_study.inquiry_id, []).append(revision)
    return found


def _headlines(inquiries):
    """What a story without a telling is called in its answers."""
    answers = Answer.objects.filter(
        inquiry__in=inquiries, question__place=Place.HEADLINE
    )
    return {
        inquiry: value
        for inquiry, value in answers.values_list("inquiry", "value")
        if isinstance(value, str)
    }


def _line():
    """The place in the queue, from 1, of every revision that waits."""
    waiting = Revision.objects.filter(state=State.SUBMITTED, held_at=None)
    ordered = waiting.order_by("submitted_at", "pk").values_list("pk", flat=True)
    return {pk: place for place, pk in enumerate(ordered, start=1)}


def _asked(own):
    """The request for changes that the open draft answers."""
    draft = own[-1]
    if draft.state != State.DRAFT or draft.copied_from_id is None:
        return None
    for revision in own:
        if revision.pk == draft.copied_from_id:
            asked = [
                one
                for one in revision.decisions.all()
                if one.kind == Decision.Kind.CHANGES
            ]
            return asked[-1] if asked else None
    return None
