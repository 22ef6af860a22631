"""The questions of a version, read once by each process: published ones never change."""

from collections.abc import Hashable

from inquiry.protocols.models import ProtocolVersion, Question, Section

MOST = 200  # versions that a process holds; a site has a dozen or two

_held: dict[Hashable, tuple[list[Section], list[Question]]] = {}


def questions(version: ProtocolVersion) -> list[Question]:
    """All of them in the order shown, each with its section and its ``number``.

    They go by section, and in it by their own order. At most two queries. They are
    shared by all who ask, so they must not be changed.
    """
    return _read(version)[1]


def sections(version: ProtocolVersion) -> list[Section]:
    """All of them in their order, shared as the questions are."""
    return _read(version)[0]


def question(version: ProtocolVersion, key: str) -> Question | None:
    """The one with this key, if there is one."""
    return next((one for one in questions(version) if one.key == key), None)


def _read(version: ProtocolVersion) -> tuple[list[Section], list[Question]]:
    """The moment of publishing is in the name for a database that was put back,
    where another version may have come by the same number."""
    if version.published_at is None:
        return _wording(version)
    name = (version.pk, version.published_at, version.digest)
    if name not in _held:
        if len(_held) >= MOST:
            _held.clear()
        _held[name] = _wording(version)
    return _held[name]


def _wording(version: ProtocolVersion) -> tuple[list[Section], list[Question]]:
    all_sections = list(version.sections.all())
    by_key = {one.pk: one for one in all_sections}
    all_questions = list(version.questions.order_by("section__order", "order"))
    for number, one in enumerate(all_questions, start=1):
        one.section, one.number = by_key[one.section_id], number
    return all_sections, all_questions
