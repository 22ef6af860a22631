"""The verbs of telling: begin, answer, tell with others, discard."""

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from inquiry.protocols.models import ProtocolVersion, Question
from inquiry.telling import discarding
from inquiry.telling.known import first_answers
from inquiry.telling.models import (
    Answer,
    AnswerVersion,
    CoAuthor,
    Inquiry,
    SetAside,
)
from portal.accounts.models import User
from portal.organisations.models import Membership, Organisation
from portal.post import outbox
from portal.record.models import Event


class StaleAnswerError(Exception):
    """Another save came first; ``current`` is the answer as it stands now."""

    def __init__(self, current: Answer):
        super().__init__("Another save came first.")
        self.current = current


class ClosedInquiryError(Exception):
    """Answers may not change while somebody reads the story."""


class CoAuthorError(Exception):
    """They are not named any more; ``step`` is the event that tells who and when."""

    def __init__(self, co_author: CoAuthor):
        super().__init__("They are not named any more.")
        self.step = Event.objects.about(co_author).last()


def begin(
    version: ProtocolVersion,
    *,
    by: User,
    organisation: Organisation,
    is_example: bool = False,
    token: uuid.UUID | None = None,
    known: dict[str, str] | None = None,
) -> Inquiry:
    """Begin an inquiry; the same ``token`` of the same person begins one only.

    ``known`` are slugs of terms by their kind in ``telling.known``: the questions
    that they answer in part are filled in.
    """
    token = token or uuid.uuid4()
    try:
        with transaction.atomic():
            inquiry = Inquiry.objects.create(
                version=version,
                begun_by=by,
                organisation=organisation,
                is_example=is_example,
                begin_token=token,
                known=known or {},
            )
            Event.write(by=by, verb="begin", of=inquiry)
            for question, value in first_answers(version, known or {}, organisation):
                save_answer(inquiry, question, value, by=by, seen=0)
    except IntegrityError:
        return Inquiry.objects.get(begun_by=by, begin_token=token)
    return inquiry


@transaction.atomic
def save_answer(
    inquiry: Inquiry, question: Question, value: Any, *, by: User, seen: int
) -> Answer:
    """Keep a value, whatever it is, as the newest version of an answer.

    ``seen`` is the number of the version that the person looked at, 0 for none.
    Raises StaleAnswerError when another value was saved since, and
    ClosedInquiryError while the inquiry is closed; nothing is saved then.
    The value that is there already is no conflict and makes no new version. What was
    set aside for the person is dropped: they have saved since.
    """
    now = timezone.now()
    # One conditional UPDATE asks whether it is open, and makes saves wait in line.
    open_one = Inquiry.objects.filter(pk=inquiry.pk, is_open=True)
    if not open_one.update(changed_at=now):
        raise ClosedInquiryError
    drop_set_aside(inquiry, question, by=by)
    answer = Answer.objects.filter(inquiry=inquiry, question=question).first()
    if answer is None:
        answer, is_new = _first(inquiry, question, value, by=by, now=now)
        if is_new:
            return _with_version(answer)
    if answer.value == value:
        return answer
    changes = {"value": value, "number": seen + 1, "saved_by": by, "saved_at": now}
    if not Answer.objects.filter(pk=answer.pk, number=seen).update(**changes):
        answer.refresh_from_db()
        raise StaleAnswerError(answer)
    for name, changed in changes.items():
        setattr(answer, name, changed)
    return _with_version(answer)


def _first(inquiry, question, value, *, by, now):
    """The answer, and whether this save made it; the constraint decides a race."""
    if question.version_id != inquiry.version_id:
        raise ValueError("The question is of another version.")
    return Answer.objects.get_or_create(
        inquiry=inquiry,
        question=question,
        defaults={"value": value, "number": 1, "saved_by": by, "saved_at": now},
    )


def _with_version(answer: Answer) -> Answer:
    AnswerVersion.objects.create(
        answer=answer,
        number=answer.number,
        value=answer.value,
        saved_by=answer.saved_by,
        saved_at=answer.saved_at,
    )
    return answer


@transaction.atomic
def set_aside(
    inquiry: Inquiry, question: Question, typed: list[tuple[str, str]], *, by: User
) -> None:
    """Keep words that came too late to be saved, for who typed them alone.

    A story that was discarded meanwhile has no place for them.
    """
    if not Inquiry.objects.select_for_update().filter(pk=inquiry.pk).exists():
        return
    SetAside.objects.update_or_create(
        inquiry=inquiry,
        question=question,
        user=by,
        defaults={"typed": typed, "at": timezone.now()},
    )


def drop_set_aside(inquiry: Inquiry, question: Question, *, by: User) -> None:
    """The person has chosen: nothing is set aside for them any more."""
    SetAside.objects.filter(inquiry=inquiry, question=question, user=by).delete()


@transaction.atomic
def name_co_author(inquiry: Inquiry, *, by: User, email: str) -> CoAuthor:
    """Name somebody by their address and ask them by letter; once for an address."""
    co_author, is_new = CoAuthor.objects.get_or_create(
        inquiry=inquiry, email=email.lower(), defaults={"named_by": by}
    )
    if is_new:
        Event.write(by=by, verb="name co-author", of=co_author)
        path = reverse("telling:co-author-accept", args=[inquiry.key])
        outbox.queue(
            "telling_co_author",
            to=co_author.email,
            context={"path": path, "named_by": str(by), "address": by.email},
        )
    return co_author


@transaction.atomic
def accept(co_author: CoAuthor, *, by: User) -> None:
    """Count the person as a co-author from now on; saying so twice is no mistake.

    Raises CoAuthorError when they were removed meanwhile.
    """
    waiting = CoAuthor.objects.filter(pk=co_author.pk, user__isnull=True)
    if waiting.update(user=by, accepted_at=timezone.now()):
        Event.write(by=by, verb="accept co-author", of=co_author)
    elif not CoAuthor.objects.filter(pk=co_author.pk, user=by).exists():
        raise CoAuthorError(co_author)


@transaction.atomic
def remove_co_author(co_author: CoAuthor, *, by: User) -> None:
    """Take a co-author off the story, at once; what they wrote stays.

    Raises CoAuthorError when another has removed them already.
    """
    removed, _by_model = CoAuthor.objects.filter(pk=co_author.pk).delete()
    if not removed:
        raise CoAuthorError(co_author)
    Event.write(by=by, verb="remove co-author", of=co_author)


@transaction.atomic
def move(inquiry: Inquiry, *, organisation: Organisation, by: User) -> None:
    """Tell the story for another organisation of the person who began it.

    Its place and its partners stay as they were answered. Raises ClosedInquiryError
    while somebody reads the story.
    """
    asked = inquiry.begun_by.memberships.exclude(state=Membership.State.DECLINED)
    if not asked.filter(organisation=organisation).exists():
        raise ValueError("The person does not belong to the organisation.")
    before = inquiry.organisation
    open_one = Inquiry.objects.filter(pk=inquiry.pk, is_open=True)
    if not open_one.update(organisation=organisation, changed_at=timezone.now()):
        raise ClosedInquiryError
    inquiry.organisation = organisation
    if organisation != before:
        keys = {"before": str(before.key), "after": str(organisation.key)}
        Event.write(by=by, verb="move", of=inquiry, **keys)


@transaction.atomic
def discard(inquiry: Inquiry, *, by: User) -> None:
    """Delete an inquiry that was never sent in, with all that was typed for it.

    Raises CannotDiscardError when a room above needs it, and ClosedInquiryError
    while somebody reads the story, or when another has discarded it already.
    """
    open_one = Inquiry.objects.select_for_update().filter(is_open=True)
    if not open_one.filter(pk=inquiry.pk).exists():
        raise ClosedInquiryError
    discarding.clear(inquiry, by=by)
    Event.write(by=by, verb="discard", of=inquiry)
    try:
        inquiry.delete()
    except ProtectedError as error:
        raise discarding.CannotDiscardError from error
