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
    tips = _tips_of_both(before, after)
    old, new = _places(before, tips), _places(after, tips)
    return [
        Change(
            label=(new.get(key) or old[key])[0],
            before=old.get(key, ("", ""))[1],
            after=new.get(key, ("", ""))[1],
        )
        for key in [*new, *(key for key in old if key not in new)]
        if old.get(key, ("", ""))[1] != new.get(key, ("", ""))[1]
    ]


def _tips_of_both(before, after):
    """The words of now of the tips that were there before, by their lasting key."""
    kept = {tip.key for tip in before.tips.all()}
    return {tip.key: tip.text for tip in after.tips.all() if tip.key in kept}


def _places(revision, tips_of_both):
    """Label and plain text of every place of a telling, by its key.

    All that ``freezing.document`` holds is in one of them.
    """
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
        "tips": (_("Order of the tips"), _order(revision, tips_of_both)),
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
        "inspired_by": (_("Inspired by"), _inspired_by(revision)),
    }


def _order(revision, tips_of_both):
    """The same words in both, so that it differs by the order alone."""
    keys = (tip.key for tip in revision.tips.all())
    return "\n".join(tips_of_both[key] for key in keys if key in tips_of_both)


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
    words = [date_format(revision.started, "F Y")] if revision.started else []
    words += [_("still going")] if revision.ongoing else []
    return ", ".join(words)


def _partners(revision):
    return "\n".join(
        f"{partner.name} ({partner.partner_type or _('no kind given')}): "
        f"{partner.what_they_did}"
        for partner in revision.partners.select_related("partner_type")
    )


def _where(revision):
    places = [revision.nation, revision.region, revision.board]
    return ", ".join(str(place) for place in places if place)


def _inspired_by(revision):
    """One a line: a story by its headline while it is up, and by its address, which
    tells apart those of the same headline."""
    sources = sorted(revision.inspired_by.all(), key=str)
    up = Revision.objects.published().filter(case_study__in=sources)
    headlines = dict(up.values_list("case_study", "headline"))
    lines = [f"{headlines.get(one.pk, '')} ({one})".strip() for one in sources]
    return "\n".join([*lines, revision.inspired_by_other]).strip()
