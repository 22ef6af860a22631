"""What changed between two revisions, part by part."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casestudies.stories.models import Revision


@dataclass(frozen=True)
class Change:
    """One place of the telling, with its words before and after."""

    label: str
    before: str
    after: str


def earlier(revision):
    """What a revision is compared with: the one that is up, else the one it copies."""
    story = Revision.objects.filter(case_study=revision.case_study_id)
    up = story.published().exclude(pk=revision.pk).first()
    return up or revision.copied_from


def changes(before, after):
    """The places that differ, in the order of the page; none without a ``before``."""
    if before is None:
        return []
    old, new = _places(before), _places(after)
    return [
        Change(
            label=(new.get(key) or old[key])[0],
            before=old.get(key, ("", ""))[1],
            after=new.get(key, ("", ""))[1],
        )
        for key in [*new, *(key for key in old if key not in new)]
        if old.get(key, ("", ""))[1] != new.get(key, ("", ""))[1]
    ]


def _places(revision):
    """Label and plain text of every place of a telling, by its key."""
    places = {
        "headline": (_("Headline"), revision.headline),
        "summary": (_("Summary"), revision.summary),
    }
    for part in revision.parts.all():
        places[f"part {part.key}"] = (part.heading, part.text)
    for number, tip in enumerate(revision.tips.all(), start=1):
        label = _("Tip %(number)s") % {"number": number}
        places[f"tip {tip.key}"] = (label, tip.text)
    return places | {
        "possibility": (_("At our best"), revision.possibility),
        "outcome": (_("Number"), _outcome(revision)),
        "when": (_("When"), _when(revision)),
        "partners": (_("Partners"), _partners(revision)),
        "care_settings": (_("Care settings"), _names(revision.care_settings)),
        "themes": (_("Themes"), _names(revision.themes)),
        "enablers": (_("What made it possible"), _names(revision.enablers)),
        "roles": (_("Whose work made it possible"), _names(revision.roles)),
        "touch_point": (_("Where the sectors meet"), str(revision.touch_point or "")),
        "where": (_("Where"), _where(revision)),
    }


def _names(terms):
    return ", ".join(term.name for term in terms.all())


def _outcome(revision):
    words = [
        revision.outcome_value,
        revision.outcome_what,
        revision.outcome_period,
        revision.outcome_source,
    ]
    return ", ".join(word for word in words if word)


def _when(revision):
    if not revision.started:
        return ""
    month = date_format(revision.started, "F Y")
    return _("%(month)s, still going") % {"month": month} if revision.ongoing else month


def _partners(revision):
    return "\n".join(
        f"{partner.name}: {partner.what_they_did}"
        for partner in revision.partners.all()
    )


def _where(revision):
    places = [revision.nation, revision.region, revision.board]
    return ", ".join(str(place) for place in places if place)
