"""How far an inquiry has come: the task list."""

from dataclasses import dataclass
from typing import Any

from inquiry.protocols import wording
from inquiry.protocols.kinds import is_empty, problems
from inquiry.protocols.models import Question, Section
from inquiry.telling import notes
from inquiry.telling.models import Inquiry

DONE = "done"
BEGUN = "begun"
NOT_STARTED = "not_started"
OPTIONAL = "optional"


@dataclass(frozen=True)
class Task:
    """One question and how far its answer is; ``note`` is what a moderator asks."""

    question: Question
    state: str
    note: str = ""
    problems: tuple[str, ...] = ()

    @property
    def is_left(self) -> bool:
        """Still in the way of sending the story in."""
        return self.state in {BEGUN, NOT_STARTED}


@dataclass(frozen=True)
class Stage:
    section: Section
    tasks: list[Task]


@dataclass(frozen=True)
class Progress:
    stages: list[Stage]

    @property
    def tasks(self) -> list[Task]:
        return [task for stage in self.stages for task in stage.tasks]

    @property
    def total(self) -> int:
        return len(self.tasks)

    @property
    def done(self) -> int:
        return sum(task.state == DONE for task in self.tasks)

    @property
    def left(self) -> int:
        return sum(task.is_left for task in self.tasks)

    @property
    def asked(self) -> list[Task]:
        """The tasks that a moderator has a note on."""
        return [task for task in self.tasks if task.note]

    def task(self, question: Question) -> Task:
        return next(task for task in self.tasks if task.question.pk == question.pk)

    @property
    def is_begun(self) -> bool:
        return any(task.state in {DONE, BEGUN} for task in self.tasks)


def of(inquiry: Inquiry) -> Progress:
    """The task list of an inquiry, in a bounded number of queries."""
    values = dict(inquiry.answers.values_list("question_id", "value"))
    asked = notes.on(inquiry)
    by_section: dict[int, list[Task]] = {}
    for question in wording.questions(inquiry.version):
        task = _task(question, values.get(question.pk), asked.get(question.key, ""))
        by_section.setdefault(question.section_id, []).append(task)
    sections = wording.sections(inquiry.version)
    return Progress([Stage(one, by_section.get(one.pk, [])) for one in sections])


def _task(question: Question, value: Any, note: str) -> Task:
    if is_empty(question.kind, value):
        state = NOT_STARTED if question.is_needed else OPTIONAL
        return Task(question, state, note)
    found = tuple(problems(question, value))
    return Task(question, BEGUN if found else DONE, note, found)


def next_to_do(now: Progress, after: Question) -> Question | None:
    """The next question in order that is not done; None after the last.

    While a moderator asks for changes, the next one with a note.
    """
    waiting = now.asked or [task for task in now.tasks if task.state != DONE]
    later = (one.question for one in waiting if one.question.number > after.number)
    return next(later, None)


def previous(inquiry: Inquiry, before: Question) -> Question | None:
    in_order = wording.questions(inquiry.version)
    earlier = [one for one in in_order if one.number < before.number]
    return earlier[-1] if earlier else None
