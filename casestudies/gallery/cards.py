"""Published stories as cards, loaded in a fixed number of queries."""

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from casestudies.search.facets import board_label
from casestudies.search.snippets import highlighted
from casestudies.stories.models import Revision
from portal.editions.kept import EditionDrawer

MOST = 5000  # cards that a process holds, about 2.5 kB each
_held: EditionDrawer = EditionDrawer(MOST)


def cards(ids, snippets=None):
    """One card for each case study of ``ids``, in that order. Four queries at most."""
    known, snippets = _held.take(ids, _read), snippets or {}
    return [
        {**known[n], "snippet": highlighted(snippets.get(n) or [])}
        for n in ids
        if n in known
    ]


def _read(ids):
    """Cards without snippets, by case study."""
    revisions = (
        Revision.objects.published()
        .filter(case_study__in=ids)
        .select_related("case_study__inquiry", "board")
        .prefetch_related("care_settings", "themes", "partners")
    )
    return {each.case_study_id: card(each) for each in revisions}


def card(revision):
    """What components/story_card.html shows of a revision, but for a snippet. Its foot
    is made here, once an edition: the template of it takes longer than all the rest."""
    study, board = revision.case_study, revision.board
    shown = {
        "study": study.pk,
        "headline": revision.headline,
        "summary": revision.summary,
        "url": study.get_absolute_url(),
        "settings": [term.name for term in revision.care_settings.all()],
        "themes": [term.name for term in revision.themes.all()],
        "partners": [partner.name for partner in revision.partners.all()],
        "published_on": study.first_published_at,
        "told": _told(study.first_published_at),
        "is_example": study.inquiry.is_example,
        "filed_under": board_label(board.name, board.valid_to)
        if board and board.valid_to
        else "",
    }
    return shown | {"foot": render_to_string("components/story_card_foot.html", shown)}


def _told(at):
    """Month and year in words; made here, as a template would take much longer."""
    if at is None:
        return ""
    month = date_format(localtime(at), "F Y")
    return gettext("Told in %(month)s") % {"month": month}
