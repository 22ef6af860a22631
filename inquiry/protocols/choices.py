"""The registry of sources of choices: lists that questions of kind choice offer.

A source is a callable that gives a list of Choice. Rooms above fill the registry
when they are ready: ``register("published_cases", titles)``.
"""

from collections.abc import Callable, Iterable
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

_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Name a source; the last one registered under a name counts."""
    _sources[name] = source


def offered(name: str) -> list[Choice]:
    """The choices of a source in their order; none when nobody registered it."""
    source = _sources.get(name)
    return list(source()) if source else []


def names(name: str) -> dict[str, str]:
    """Name by slug, for showing what was picked."""
    return {choice.slug: choice.name for choice in offered(name)}


def readable(slug: str) -> str:
    """Words for a slug that is no longer on its list."""
    return slug.replace("-", " ").capitalize()


def _plain(model) -> Source:
    def source() -> list[Choice]:
        terms = model.objects.current()
        return [Choice(one.slug, one.name, one.description) for one in terms]

    return source


def _grouped(model) -> Source:
    def source() -> list[Choice]:
        terms = model.objects.current().select_related("group")
        ordered = terms.order_by("group__order", "order")
        return [
            Choice(one.slug, one.name, one.description, one.group.name)
            for one in ordered
        ]

    return source


def _partner_types() -> list[Choice]:
    terms = PartnerType.objects.current()
    return [
        Choice(one.slug, one.name, one.description, one.get_sector_display())
        for one in terms
    ]


register("taxonomy.enablers", _plain(Enabler))
register("taxonomy.touch_points", _plain(TouchPoint))
register("taxonomy.voice_roles", _plain(VoiceRole))
register("taxonomy.care_settings", _grouped(CareSetting))
register("taxonomy.themes", _grouped(Theme))
register("taxonomy.partner_types", _partner_types)
