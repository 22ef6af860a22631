"""The digest of a revision: what was read is what is decided and published."""

import hashlib
import json


def document(revision) -> dict:
    """All content of a revision as plain data.

    What came into the product later is left out where it is empty, so that what was
    frozen before keeps its digest.
    """
    return {**_words(revision), **_rows(revision), **_terms(revision)}


def _words(revision):
    return {
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
        "inspired_by_other": revision.inspired_by_other,
    }


def _rows(revision):
    partners = revision.partners.order_by("order").select_related("partner_type")
    sources = revision.inspired_by.values_list("key", flat=True)
    return {
        "parts": [
            [part.key, part.stage, part.place, part.heading, part.text]
            for part in revision.parts.order_by("order")
        ],
        "tips": [[str(tip.key), tip.text] for tip in revision.tips.order_by("order")],
        "partners": [
            [partner.name, _slug(partner.partner_type), partner.what_they_did]
            for partner in partners
        ],
        "inspired_by": sorted(str(key) for key in sources),
    }


def _terms(revision):
    roles = _slugs(revision.roles)
    return ({"roles": roles} if roles else {}) | {
        "care_settings": _slugs(revision.care_settings),
        "themes": _slugs(revision.themes),
        "enablers": _slugs(revision.enablers),
        "touch_point": _slug(revision.touch_point),
        "nation": _slug(revision.nation),
        "region": _slug(revision.region),
        "board": _slug(revision.board),
    }


def digest(revision) -> str:
    """SHA-256 of the document as canonical JSON, in hexadecimal."""
    canonical = json.dumps(
        document(revision), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def _slugs(terms):
    return sorted(terms.values_list("slug", flat=True))


def _slug(term):
    return term and term.slug
