"""What a moderator sees beside the story: who, what was asked, what was decided."""

from dataclasses import dataclass, replace

from django.forms import BoundField
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from casestudies.stories import rules, sides, spotting, too_late
from casestudies.stories.models import Decision, Revision
from casestudies.stories.workflow import State
from inquiry.protocols import wording
from inquiry.protocols.kinds import as_text, is_empty
from inquiry.protocols.models import Question
from inquiry.telling.models import AnswerVersion
from portal.taxonomy.models import Sector


@dataclass
class Asked:
    """One question as it was asked, the answer in plain text, and a moderator's note."""

    question: Question
    text: str
    note: BoundField | None = None

    @property
    def is_private(self) -> bool:
        return not self.question.publishes

    @property
    def marked(self):
        """The answer with what could tell who somebody is."""
        return spotting.marked(self.text)

    @cached_property
    def spots(self):
        anchor = f"answer-{self.question.key}"
        return spotting.of_text(self.text, anchor=anchor, label=self.question.prompt)


def spots(revision, answers):
    """What could tell who somebody is: in the story, then in the private answers."""
    told = [
        replace(spot, anchor=f"told-{spot.anchor}")
        for spot in spotting.of_story(revision)
    ]
    return told + [spot for one in answers if one.is_private for spot in one.spots]


def asked_and_answered(revision, ask_form=None):
    """Every question in the order asked, with its answer when the story was sent."""
    inquiry = revision.case_study.inquiry
    values = dict(
        AnswerVersion.objects.filter(
            answer__inquiry=inquiry, saved_at__lte=revision.submitted_at
        )
        .order_by("number")
        .values_list("answer__question", "value")
    )
    return [
        Asked(
            question=question,
            text=_text(question, values.get(question.pk)),
            note=ask_form.note(question.key) if ask_form else None,
        )
        for question in wording.questions(inquiry.version)
    ]


def _text(question, value):
    if value is None or is_empty(question.kind, value):
        return ""
    return as_text(question, value)


def own_organisations(revision, user):
    """Names of this story's organisations that the moderator belongs to."""
    return [one.name for one in rules.own_organisations(user, revision)]


def has_told_it(revision, user):
    """Whether the moderator tells this story, or did for a while."""
    return rules.is_teller(user, revision) or rules.has_told(user, revision)


def sides_told(revision):
    """Which sides tell the story (method 39), as sectors."""
    return [Sector(sector) for sector in sides.told(revision)]


def tellers(revision):
    """Who began the inquiry, then the co-authors who accepted."""
    return revision.case_study.inquiry.tellers()


def taken_down_at(revision):
    """When its tellers took the page down, for a version that would bring it back."""
    case_study = revision.case_study
    waits = revision.state in {State.SUBMITTED, State.SCHEDULED}
    if not waits or case_study.revisions.published().exists():
        return None
    taken_down = Decision.objects.filter(
        kind=Decision.Kind.WITHDRAW, revision__case_study=case_study
    )
    last = taken_down.last()
    return last.at if last and last.by_teller else None


def partner_took_it_down(revision):
    """Whether it is down and one of its tellers did so."""
    if revision.state != State.WITHDRAWN:
        return False
    last = revision.decisions.filter(kind=Decision.Kind.WITHDRAW).last()
    return last is not None and last.by_teller


def decisions(revision, user):
    """What moderators said of this story so far, oldest first.

    Each comes with its notes as pairs of the question's prompt and the note. What was
    said of versions that the safeguarding contacts keep stays with these.
    """
    story = Revision.objects.filter(case_study=revision.case_study_id)
    if not user.has_perm("stories.safeguard"):
        story = story.exclude(pk__in=story.kept_with_safeguarding().values("pk"))
    found = (
        Decision.objects.filter(revision__in=story)
        .select_related("by", "revision")
        .prefetch_related("notes")
        .order_by("at", "pk")
    )
    prompts = dict(
        revision.case_study.inquiry.version.questions.values_list("key", "prompt")
    )
    return [
        (
            decision,
            [
                (prompts.get(note.question_key, note.question_key), note.text)
                for note in decision.notes.all()
            ],
        )
        for decision in found
    ]


def what_happened(revision, *, user, step):
    """Who was quicker, with what and when; ``step`` is the event that came first."""
    if revision.claimed_by == user and step and step.verb == "claim":
        said = _("You took this story to read after you opened that page.")
    else:
        said = too_late.for_the_desk(step)
    if not said or (step.verb == State.SUBMITTED and step.before == State.DRAFT):
        said = _("This story has changed since you opened it.")
    return f"{said} {_('Nothing was changed.')}"
