"""Bringing question sets in line with a file, without touching what is published."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from inquiry.protocols.models import (
    Kind,
    Place,
    Protocol,
    ProtocolVersion,
    Question,
    Section,
    Stage,
)
from portal.editions.models import Edition

Row = dict[str, Any]

OPTIONAL = [
    "max_words",
    "min_items",
    "max_items",
    "min_choices",
    "max_choices",
    "min_group_size",
]


class ProtocolFileError(Exception):
    """The file cannot be loaded; the message says what is wrong and how to mend it."""


@dataclass
class Report:
    """Slugs with version numbers, such as "adapting-an-idea 1"."""

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)


@transaction.atomic
def load(data: Row) -> Report:
    """Add the versions that are new and publish them; retire sets that left the file.

    Inquiries stay on the version that they were begun with (method 3).
    Raises ProtocolFileError, and changes nothing, when the file is broken or gives
    a published version other words under the same number.
    """
    report = Report()
    slugs = [row["id"] for row in data["protocols"]]
    for order, row in enumerate(data["protocols"], start=1):
        protocol, _is_new = Protocol.objects.update_or_create(
            slug=row["id"], defaults={"order": order, "retired": False}
        )
        kept = _load_version(protocol, row)
        (report.unchanged if kept else report.added).append(
            f"{row['id']} {row['version']}"
        )
    for protocol in Protocol.objects.filter(retired=False).exclude(slug__in=slugs):
        protocol.retired = True
        protocol.save()
        report.retired.append(protocol.slug)
    Edition.renew()
    return report


def digest(row: Row) -> str:
    """SHA-256 of a question set as the file has it, whatever the order of its keys."""
    text = json.dumps(row, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _load_version(protocol: Protocol, row: Row) -> bool:
    """Make sure that the version is there; true when it already was."""
    found = protocol.versions.filter(number=row["version"]).first()
    if found is None:
        _add_version(protocol, row)
        return False
    if found.digest != digest(row):
        raise ProtocolFileError(
            f"{protocol.slug} {found.number} is published, so its words cannot change. "
            f"Give it a new version number, such as {found.number + 1}."
        )
    return True


def _add_version(protocol: Protocol, row: Row) -> None:
    version = ProtocolVersion.objects.create(
        protocol=protocol,
        number=row["version"],
        title=row["title"],
        central_question=row["central_question"],
        purpose=row["purpose"],
        for_whom=row["for_whom"],
        minutes=row["minutes"],
        intro=row["intro"],
        consent=row["consent"],
        is_voice="delivery" in row,
        digest=digest(row),
    )
    sections = _add_sections(version, row)
    for order, question in enumerate(row["questions"], start=1):
        section = sections.pop(question["key"], None)
        if section is None:
            raise ProtocolFileError(
                f"{protocol.slug}: the question {question['key']} must stand in one "
                "section, once."
            )
        _add_question(version, section, order, question)
    if sections:
        raise ProtocolFileError(
            f"{protocol.slug}: there is no question for {', '.join(sections)}."
        )
    version.published_at = timezone.now()
    version.save()


def _add_sections(version: ProtocolVersion, row: Row) -> dict[str, Section]:
    """The section of each question by the question's key."""
    sections: dict[str, Section] = {}
    for order, part in enumerate(row["sections"], start=1):
        section = Section.objects.create(
            version=version,
            stage=Stage(part["stage"]),
            heading=part["heading"],
            lead=part["lead"],
            order=order,
        )
        sections |= dict.fromkeys(part["questions"], section)
    return sections


def _add_question(
    version: ProtocolVersion, section: Section, order: int, row: Row
) -> None:
    Question.objects.create(
        version=version,
        section=section,
        order=order,
        key=row["key"],
        stage=Stage(row["stage"]),
        kind=Kind(row["kind"]),
        prompt=row["prompt"],
        help=row["help"],
        example=row["example_answer_hint"],
        probes=row.get("probes", []),
        required=row["required"],
        publishes=row["publishes"],
        choice_source=row.get("choice_source", ""),
        allow_other=row.get("allow_other", False),
        allow_ongoing=row.get("allow_ongoing", False),
        place=Place(row["part"]),
        page_heading=row.get("page_heading", ""),
        **{name: row.get(name) for name in OPTIONAL},
    )
