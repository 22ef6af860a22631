"""Stories from organisations like those of a story, each with the reason for it."""

from casestudies.search import Selection
from casestudies.search.finding import find
from casestudies.stories.models import Revision

SHOWN = 3
LOOKED_AT = 20


def alike(revision):
    """A few published stories of the same kinds of partner and care settings.

    The most that is shared stands first, then the newest. Each revision has the names
    that it shares in ``same_partners`` and ``same_settings``. Whoever worked in the
    same place counts too; only where nobody did does the kind of partner suffice.
    Twelve queries at most.
    """
    settings = tuple(term.slug for term in revision.care_settings.all())
    types = tuple(_types(revision))
    place, kind = {"care_setting": settings}, {"partner_type": types}
    ids = _others(revision, {**place, **kind}) | _others(revision, place)
    ids = ids or _others(revision, kind)
    found = _compared(list(ids), set(settings), set(types))
    return sorted(found, key=lambda one: one.shared, reverse=True)[:SHOWN]


def _others(revision, terms):
    """The newest other stories with these terms: keys of case studies, in order."""
    if not all(terms.values()):
        return {}
    ids = find(Selection(terms=terms, per_page=LOOKED_AT)).ids
    return dict.fromkeys(study for study in ids if study != revision.case_study_id)


def _compared(ids, settings, types):
    """The stories of ``ids``, in that order, with what they share."""
    stories = (
        Revision.objects.published()
        .filter(case_study__in=ids)
        .select_related("case_study__inquiry")
        .prefetch_related("care_settings", "partners__partner_type", "tips")
    )
    for one in stories:
        theirs = _types(one)
        one.same_partners = [name for slug, name in theirs.items() if slug in types]
        one.same_settings = [
            term.name for term in one.care_settings.all() if term.slug in settings
        ]
        one.shared = len(one.same_partners) + len(one.same_settings)
    places = {study: at for at, study in enumerate(ids)}
    return sorted(stories, key=lambda one: places[one.case_study_id])


def _types(revision):
    """Names of the partner types of a story by slug, in the order of its partners."""
    return {
        partner.partner_type.slug: partner.partner_type.name
        for partner in revision.partners.all()
        if partner.partner_type
    }
