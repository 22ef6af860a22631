"""Stories from organisations like those of a story, each with the reason for it."""

from casestudies.search.sharing import sharing
from casestudies.stories.models import Revision
from portal.editions.kept import EditionDrawer

SHOWN = 3
MOST = 2000  # stories that a process holds, about 1 kB each
PLACE, KIND = "care_setting", "partner_type"
_held: EditionDrawer = EditionDrawer(MOST)


def alike(revision):
    """A few published stories of the same kinds of partner and care settings.

    Those of the same place and kinds come first, then others of the same place, the
    most that is shared before the newest; where nobody worked there, the kind of
    partner suffices. Each is what _read gives, with the names that it shares in
    ``same_partners`` and ``same_settings``. Five queries at most.
    """
    settings = {(PLACE, term.slug): term.name for term in revision.care_settings.all()}
    kinds = _kinds(revision)
    shared = sharing(settings, kinds, study=revision.case_study_id, number=SHOWN)
    known = _held.take(shared, _read)
    return [
        {
            **known[study],
            "same_partners": [kinds[term] for term in terms if term in kinds],
            "same_settings": [settings[term] for term in terms if term in settings],
        }
        for study, terms in shared.items()
        if study in known
    ]


def _read(ids):
    """What the page shows of each story, by case study."""
    stories = (
        Revision.objects.published()
        .filter(case_study__in=ids)
        .select_related("case_study__inquiry")
        .prefetch_related("tips")
    )
    return {
        one.case_study_id: {
            "headline": one.headline,
            "summary": one.summary,
            "url": one.case_study.get_absolute_url(),
            "is_example": one.case_study.inquiry.is_example,
            "tip": next(iter(one.tips.all()), None),
        }
        for one in stories
    }


def _kinds(revision):
    """Names of the kinds of partner of a story, in the order of its partners."""
    return {
        (KIND, partner.partner_type.slug): partner.partner_type.name
        for partner in revision.partners.all()
        if partner.partner_type
    }
