"""Bringing the shared lists in line with a file of terms."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models, transaction

from portal.editions.models import Edition
from portal.taxonomy.models import (
    CareSetting,
    CareSettingGroup,
    Enabler,
    IntegratedCareBoard,
    Nation,
    PartnerType,
    Region,
    Role,
    Sector,
    Term,
    Theme,
    ThemeGroup,
    TouchPoint,
    VoiceRole,
)

Row = dict[str, Any]
# Why a term was changed, in its history: what a person did stays theirs when their
# account is deleted, and the history then names nobody.
BY_A_PERSON = "by a person"


class TaxonomyFileError(Exception):
    """The file cannot be loaded; the message says where it is wrong."""


@dataclass
class Changes:
    """What loading did to one list: the slugs added, changed and retired.

    Those renamed are among those changed. Those kept are not as the file has them,
    because a person made them so.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)


@transaction.atomic
def load(data: Row) -> dict[str, Changes]:
    """Make the lists what the file says; nothing is ever deleted.

    A term that left the file is retired, and one that comes back is used again.
    A term that a person added or changed last stays as they want it.
    Returns the changes of each list by its name in the file.
    Raises TaxonomyFileError, and changes nothing, when the file is broken.
    """
    try:
        lists = {name: _load_list(name, model, data) for name, model in LISTS.items()}
    except (KeyError, ValueError, TypeError) as error:
        raise TaxonomyFileError(f"{type(error).__name__}: {error}") from error
    Edition.renew()
    return lists


LISTS: dict[str, type[Term]] = {
    "nations": Nation,
    "regions": Region,
    "integrated_care_boards": IntegratedCareBoard,
    "care_setting_groups": CareSettingGroup,
    "care_settings": CareSetting,
    "theme_groups": ThemeGroup,
    "themes": Theme,
    "partner_types": PartnerType,
    "touch_points": TouchPoint,
    "enablers": Enabler,
    "roles": Role,
    "voice_roles": VoiceRole,
}
PARENTS: dict[str, dict[str, type[Term]]] = {
    "regions": {"nation": Nation},
    "integrated_care_boards": {"region": Region},
    "care_settings": {"group": CareSettingGroup},
    "themes": {"group": ThemeGroup},
}


def _load_list(name: str, model: type[Term], data: Row) -> Changes:
    changes = Changes()
    terms = {term.slug: term for term in model.objects.all()}
    by_people = _by_people(model)
    wanted = dict(_wanted(name, data))
    for slug, values in wanted.items():
        term = terms.get(slug)
        if term is None:
            terms[slug] = model.objects.create(slug=slug, **values)
            changes.added.append(slug)
        elif _differs(term, values):
            if term.name != values["name"] and slug not in by_people:
                changes.renamed.append(slug)
            _change(term, values, by_people, changes.changed, changes.kept)
    for slug in terms.keys() - wanted.keys():
        if not terms[slug].retired:
            values = {"retired": True}
            _change(terms[slug], values, by_people, changes.retired, changes.kept)
    if name == "integrated_care_boards":
        _link_successors(data[name], terms, by_people, changes)
    return changes


def _by_people(model: type[Term]) -> set[str]:
    """The slugs of the terms that a person, not a file, added or changed last."""
    history = getattr(model, "history", None)
    if history is None:
        return set()
    by_people = models.Q(history_user__isnull=False)
    by_people |= models.Q(history_change_reason=BY_A_PERSON)
    newest = history.latest_of_each().filter(by_people)
    return set(newest.values_list("slug", flat=True))


def _wanted(name: str, data: Row) -> Iterator[tuple[str, Row]]:
    """Slug and field values of each term of a list, as the file has them."""
    parents = {
        field: {term.slug: term for term in model.objects.all()}
        for field, model in PARENTS.get(name, {}).items()
    }
    for order, row in enumerate(data[name], start=1):
        values = {
            "name": row["name"],
            "description": row.get("description", ""),
            "keywords": row.get("keywords", ""),
            "order": row.get("order", order),
            "retired": False,
        }
        values |= EXTRA.get(name, _nothing)(row)
        values |= {field: found[row[field]] for field, found in parents.items()}
        yield row.get("slug") or row["ods_code"].lower(), values


def _nothing(row: Row) -> Row:
    return {}


def _of_nation(row: Row) -> Row:
    keys = ("uses_regions", "local_body", "gss_code")
    return {key: row[key] for key in keys}


def _of_region(row: Row) -> Row:
    return {key: row[key] for key in ("code", "gss_code")}


def _of_board(row: Row) -> Row:
    closes = row["valid_to"]
    return {
        "name": row["short_name"],
        "full_name": row["name"],
        "ods_code": row["ods_code"],
        "gss_code": row["gss_code"] or "",
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date.fromisoformat(closes) if closes else None,
    }


def _of_partner_type(row: Row) -> Row:
    return {"sector": Sector(row["sector"]), "plural": row.get("plural", "")}


EXTRA = {
    "nations": _of_nation,
    "regions": _of_region,
    "integrated_care_boards": _of_board,
    "partner_types": _of_partner_type,
}


def _differs(term: models.Model, values: Row) -> bool:
    return any(getattr(term, key) != value for key, value in values.items())


def _change(
    term: Term, values: Row, by_people: set[str], done: list[str], kept: list[str]
) -> None:
    if term.slug in by_people:
        kept.append(term.slug)
        return
    for key, value in values.items():
        setattr(term, key, value)
    term.save()
    done.append(term.slug)


def _link_successors(
    rows: list[Row], terms: dict[str, Any], by_people: set[str], changes: Changes
) -> None:
    linked: dict[int, set[int]] = {}
    through = IntegratedCareBoard.successors.through
    for before, after in through.objects.values_list(
        "from_integratedcareboard_id", "to_integratedcareboard_id"
    ):
        linked.setdefault(before, set()).add(after)
    for row in rows:
        board = terms[row["ods_code"].lower()]
        successors = [terms[code.lower()] for code in row["successors"]]
        if linked.get(board.pk, set()) == {one.pk for one in successors}:
            continue
        done = changes.kept if board.slug in by_people else changes.changed
        if done is changes.changed:
            board.successors.set(successors)
        if board.slug not in changes.added + done:
            done.append(board.slug)
