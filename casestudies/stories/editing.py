"""Changing one place of a draft; of two who edit the same place the second is told."""

from django.db.models import F
from django.utils import timezone

from casestudies.stories import composing, places
from casestudies.stories.models import Revision, SetAside
from casestudies.stories.turns import in_turn
from casestudies.stories.workflow import State
from inquiry.telling.models import Inquiry
from portal.taxonomy.models import (
    CareSetting,
    IntegratedCareBoard,
    Nation,
    Region,
    Role,
    Theme,
)


class ClosedDraftError(Exception):
    """The revision is no draft any more: its content does not change."""


class StaleEditError(Exception):
    """Somebody else has changed this place since it was read."""


@in_turn
def save(revision, question, value, *, seen):
    """Write a value, shaped as an answer, at the place of a question.

    ``seen`` is the lock of the place that the page showed. The same words once more
    are no conflict.
    """
    if places.read(revision, question) == value:
        return
    _take(revision, question.key, seen, edited=True)
    places.write(revision, question, value)


@in_turn
def save_summary(revision, text, *, confirmed, seen):
    _take(revision, composing.SUMMARY, seen, edited=True)
    _set(revision, summary=text.strip(), summary_confirmed=confirmed)


@in_turn
def save_place(revision, *, nation, region, board, seen):
    """File the story under slugs of a nation, a region and a board; any may be ""."""
    _take(revision, composing.PLACE, seen, edited=True)
    _set(
        revision,
        nation=Nation.objects.filter(slug=nation).first(),
        region=Region.objects.filter(slug=region).first(),
        board=IntegratedCareBoard.objects.filter(slug=board).first(),
    )


@in_turn
def save_terms(revision, *, care_settings, themes, seen):
    """Set and confirm care settings and themes, given as slugs."""
    _take(revision, composing.TERMS, seen, edited=True)
    revision.care_settings.set(CareSetting.objects.filter(slug__in=care_settings))
    revision.themes.set(Theme.objects.filter(slug__in=themes))
    _set(revision, terms_confirmed=True)


@in_turn
def save_roles(revision, *, roles, seen):
    """Name whose work made it possible, given as slugs; any number of roles."""
    # Drafts that were begun before stories named roles have no such place yet.
    revision.sources.get_or_create(key=composing.ROLES)
    _take(revision, composing.ROLES, seen, edited=True)
    revision.roles.set(Role.objects.filter(slug__in=roles))


@in_turn
def use_new_words(revision, question, *, seen):
    """Replace the words of a place by the newest answer; edits there are given up."""
    version = composing.newest_versions(revision.case_study.inquiry)[question.key]
    _take(revision, question.key, seen, edited=False, answer_version=version)
    places.write(revision, question, version.value)


@in_turn
def keep_words(revision, question, *, seen):
    """Keep the words of a place although the answer has changed."""
    version = composing.newest_versions(revision.case_study.inquiry)[question.key]
    _take(revision, question.key, seen, edited=True, answer_version=version)


def set_aside(case_study, key, typed, *, by):
    """Keep what could not be saved at a place: pairs of a field's name and value."""
    # PostgreSQL keeps no null characters, and nobody means them.
    typed = [(name, value.replace("\x00", "")) for name, value in typed]
    SetAside.objects.update_or_create(
        case_study=case_study,
        key=key,
        user=by,
        defaults={"typed": typed, "at": timezone.now()},
    )


def drop_set_aside(case_study, key, *, by):
    """The person has saved the place or chosen: nothing is set aside any more."""
    SetAside.objects.filter(case_study=case_study, key=key, user=by).delete()


def _take(revision, key, seen, **changes):
    """Hold the draft and the place for this edit, or say why not.

    Raising the revision's lock makes a submission of the page as it was read fail.
    """
    draft = Revision.objects.filter(pk=revision.pk, state=State.DRAFT)
    if not draft.update(lock=F("lock") + 1):
        raise ClosedDraftError
    if not revision.sources.filter(key=key, lock=seen).update(lock=seen + 1, **changes):
        raise StaleEditError
    Inquiry.objects.filter(case_study__revisions=revision).update(
        changed_at=timezone.now()
    )
    revision.refresh_from_db(fields=["lock"])


def _set(revision, **fields):
    for name, value in fields.items():
        setattr(revision, name, value)
    revision.save(update_fields=list(fields))
