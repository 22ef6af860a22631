"""Tips as readers meet them: each with the story that it comes from."""

from collections.abc import Collection, Mapping, Sequence

from casestudies.search.shapes import Pieces
from casestudies.search.snippets import highlighted
from casestudies.stories.models import Revision, RevisionTip


def of_stories(
    ids: Sequence[int], said: Mapping[int, Mapping[int, Pieces]] | None = None
) -> list[RevisionTip]:
    """The tips of published stories, in the order of their keys. Five queries.

    ``said`` is ``Found.tips``: of a story with tips that hold the words only those
    are given, with ``highlighted``, safe HTML in which the words are marked.
    """
    said = said or {}
    by_study = {one.case_study_id: one for one in _published(case_study__in=ids)}
    return [
        tip
        for study in ids
        if study in by_study
        for tip in _that_say(list(by_study[study].tips.all()), said.get(study, {}))
    ]


def of_keys(keys: Collection) -> list[RevisionTip]:
    """The published tips with these keys (UUIDs), in that order. Six queries."""
    revisions = RevisionTip.objects.published().filter(key__in=keys).values("revision")
    tips = {
        tip.key: tip
        for revision in _published(pk__in=revisions)
        for tip in revision.tips.all()
    }
    return [tips[key] for key in dict.fromkeys(keys) if key in tips]


def _that_say(tips, lines):
    for number, tip in enumerate(tips):
        if number in lines:
            tip.highlighted = highlighted(lines[number])
    return [tip for number, tip in enumerate(tips) if number in lines] or tips


def _published(**which):
    return (
        Revision.objects.published()
        .filter(**which)
        .select_related("case_study__inquiry")
        .prefetch_related("tips", "partners", "care_settings")
    )
