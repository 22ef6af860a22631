"""A version as a page shows it: sections, their questions, and what can be picked."""

from dataclasses import dataclass
from itertools import count

from django.db.models import Prefetch

from inquiry.protocols import choices
from inquiry.protocols.models import ProtocolVersion, Question, Section

MOST_TO_READ = 60


@dataclass(frozen=True)
class ReadableQuestion:
    question: Question
    number: int
    choices: list[choices.Choice]


@dataclass(frozen=True)
class ReadableSection:
    section: Section
    questions: list[ReadableQuestion]


def sections(version: ProtocolVersion) -> list[ReadableSection]:
    """The sections in order, in a bounded number of queries."""
    numbers = count(1)
    ordered = version.sections.prefetch_related(
        Prefetch("questions", Question.objects.order_by("order"))
    )
    return [
        ReadableSection(
            section,
            [
                ReadableQuestion(one, next(numbers), _short_list(one.choice_source))
                for one in section.questions.all()
            ],
        )
        for section in ordered
    ]


def _short_list(source: str) -> list[choices.Choice]:
    """The choices that fit on a page; a list that grows without end is left out."""
    offered = choices.offered(source) if source.startswith("taxonomy.") else []
    return offered[:MOST_TO_READ]
