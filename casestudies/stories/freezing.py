"""The digest of a revision: what was read is what is decided and published."""

import hashlib
import json


def document(revision) -> dict:
    """All content of a revision as plain data, in a fixed order.

    What came into the product later is left out where it is empty, so that what was
    frozen before keeps its digest.
    """
    roles = _slugs(revision.roles)
    return ({"roles": roles} if roles else {}) | {
        "headline": revision.headline,
        "summary": revision.summary,
        "possibility": revision.possibility,
        "started": revision.started.isoformat() if revision.started else None,
        "ongoing": revision.ongoing,
        "outcome": [
            revision.outcome_value,
            revision.outcome_what,
            revision.outcome_period,
            revision.outcome_source,
        ],
        "parts": [
            [part.key, part.stage, part.place, part.heading, part.text]
            for part in revision.parts.order_by("order")
        ],
        "tips": [[str(tip.key), tip.text] for tip in revision.tips.order_by("order")],
        "partners": [
            [
                partner.name,
                partner.partner_type.slug if partner.partner_type else None,
                partner.what_they_did,
            ]
            for partner in revision.partners.order_by("order").select_related(
                "partner_type"
            )
        ],
        "care_settings": _slugs(revision.care_settings),
        "themes": _slugs(revision.themes),
        "enablers": _slugs(revision.enablers),
        "touch_point": revision.touch_point and revision.touch_point.slug,
        "nation": revision.nation and revision.nation.slug,
        "region": revision.region and revision.region.slug,
        "board": revision.board and revision.board.slug,
        "inspired_by": sorted(
            str(key) for key in revision.inspired_by.values_list("key", flat=True)
        ),
        "inspired_by_other": revision.inspired_by_other,
    }


def digest(revision) -> str:
    """SHA-256 of the document as canonical JSON, in hexadecimal."""
    canonical = json.dumps(
        document(revision), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def _slugs(terms):
    return sorted(terms.values_list("slug", flat=True))
