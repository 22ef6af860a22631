"""The registry of sources of choices: lists that questions of kind choice offer.

A source is a callable that gives a list of Choice. Rooms above fill the registry
when they are ready. A list that grows without end brings two callables more, so that
nobody has to read it whole: ``find(words, limit)`` and ``named(slugs)``.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from portal.taxonomy.models import (
    CareSetting,
    Enabler,
    PartnerType,
    Theme,
    TouchPoint,
    VoiceRole,
)


@dataclass(frozen=True)
class Choice:
    slug: str
    name: str
    description: str = ""
    group: str = ""


Source = Callable[[], Iterable[Choice]]
Finder = Callable[[str, int], Iterable[Choice]]
Namer = Callable[[Collection[str]], Iterable[Choice]]

_sources: dict[str, tuple[Source, Finder | None, Namer | None]] = {}


def register(
    name: str,
    source: Source,
    *,
    find: Finder | None = None,
    named: Namer | None = None,
) -> None:
    """Name a source; the last one registered under a name counts.

    ``find(words, limit)`` gives the first choices that have all the words in their
    name, ``named(slugs)`` those with the slugs.
    """
    _sources[name] = (source, find, named)


def offered(name: str) -> list[Choice]:
    """All choices of a source in their order; none when nobody registered it."""
    return list(_sources[name][0]()) if name in _sources else []


def found(name: str, words: str, limit: int) -> list[Choice]:
    """The first choices with all the words in their name; no words match all."""
    if name in _sources and (find := _sources[name][1]):
        return list(find(words, limit))
    wanted = words.lower().split()
    return [
        one for one in offered(name) if all(word in one.name.lower() for word in wanted)
    ][:limit]


def picked(name: str, slugs: Collection[str]) -> list[Choice]:
    """The choices with these slugs that are known; a retired term still is."""
    if not slugs:
        return []
    if name in _sources and (named := _sources[name][2]):
        return list(named(slugs))
    return [one for one in offered(name) if one.slug in slugs]


def names(name: str, slugs: Collection[str]) -> dict[str, str]:
    """Name by slug, of those slugs that are known."""
    return {choice.slug: choice.name for choice in picked(name, slugs)}


def readable(slug: str) -> str:
    """Words for a slug that is no longer on its list."""
    return slug.replace("-", " ").capitalize()


def _terms(name: str, model, group: Callable = lambda term: "", *order: str) -> None:
    """Register a list of terms; who chose one before it was retired keeps it."""

    def as_choices(terms) -> list[Choice]:
        return [
            Choice(one.slug, one.name, one.description, group(one)) for one in terms
        ]

    def ordered():
        terms = model.objects.all()
        return terms.select_related("group").order_by(*order) if order else terms

    register(
        f"taxonomy.{name}",
        lambda: as_choices(ordered().filter(retired=False)),
        named=lambda slugs: as_choices(ordered().filter(slug__in=slugs)),
    )


def _group_name(term) -> str:
    return term.group.name


_terms("enablers", Enabler)
_terms("touch_points", TouchPoint)
_terms("voice_roles", VoiceRole)
_terms("care_settings", CareSetting, _group_name, "group__order", "order")
_terms("themes", Theme, _group_name, "group__order", "order")
_terms("partner_types", PartnerType, PartnerType.get_sector_display)
