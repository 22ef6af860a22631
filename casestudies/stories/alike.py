"""Stories from organisations like those of a story, each with the reason for it."""

from collections import defaultdict

from casestudies.search import Selection
from casestudies.search.finding import find
from casestudies.stories.models import Partner, Revision

SHOWN = 3
LOOKED_AT = 20
SETTINGS = Revision.care_settings.through


def alike(revision):
    """A few published stories of the same kinds of partner and care settings.

    Those of the same place and kinds come first, the most that is shared before the
    newest; where they are few, others of the same place; where nobody worked there, the
    kind of partner suffices. Each revision has the names that it shares in
    ``same_partners`` and ``same_settings``. Ten queries at most.
    """
    settings = {term.slug: term.name for term in revision.care_settings.all()}
    types = _types(revision)
    place, kind = {"care_setting": tuple(settings)}, {"partner_type": tuple(types)}
    ids = _others(revision, {**place, **kind})
    if len(ids) < SHOWN:
        ids |= _others(revision, place)
    ids = list(ids or _others(revision, kind))
    same_settings = _having(SETTINGS, "caresetting__slug", ids, settings)
    same_types = _having(Partner, "partner_type__slug", ids, types)
    shared = {one: len(same_settings[one]) + len(same_types[one]) for one in ids}
    stories = _stories(sorted(ids, key=shared.__getitem__, reverse=True)[:SHOWN])
    for one in stories:
        study = one.case_study_id
        one.same_partners = _names(types, same_types[study])
        one.same_settings = _names(settings, same_settings[study])
    return stories


def _others(revision, terms):
    """The newest other stories with these terms: keys of case studies, in order."""
    if not all(terms.values()):
        return {}
    ids = find(Selection(terms=terms, per_page=LOOKED_AT)).ids
    return dict.fromkeys(study for study in ids if study != revision.case_study_id)


def _having(model, name, ids, slugs):
    """Which of the terms each of the stories has: sets of slugs by case study."""
    rows = model.objects.filter(
        revision__in=Revision.objects.published().filter(case_study__in=ids),
        **{f"{name}__in": slugs},
    ).values_list("revision__case_study", name)
    found = defaultdict(set)
    for study, slug in rows.order_by():
        found[study].add(slug)
    return found


def _stories(ids):
    """What the page shows of the stories, in the order of ``ids``."""
    stories = (
        Revision.objects.published()
        .filter(case_study__in=ids)
        .select_related("case_study__inquiry")
        .prefetch_related("tips")
    )
    return sorted(stories, key=lambda one: ids.index(one.case_study_id))


def _names(names, slugs):
    return [name for slug, name in names.items() if slug in slugs]


def _types(revision):
    """Names of the partner types of a story by slug, in the order of its partners."""
    return {
        partner.partner_type.slug: partner.partner_type.name
        for partner in revision.partners.all()
        if partner.partner_type
    }
