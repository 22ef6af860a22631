"""Published stories as cards, loaded in a fixed number of queries."""

from collections import defaultdict

from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from casestudies.search.snippets import highlighted
from casestudies.stories.models import Revision
from portal.editions.kept import EditionDrawer
from portal.taxonomy import boards

MOST = 5000  # cards that a process holds, about 2.5 kB each
RELATIONS = ("care_settings", "themes", "partners")
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
    """Cards without snippets, by case study. As plain values: the rows of a story and
    of its terms have much that a card does not show."""
    revisions = Revision.objects.published().filter(case_study__in=ids)
    rows = list(
        revisions.values(
            "pk",
            "headline",
            "summary",
            study=F("case_study"),
            slug=F("case_study__slug"),
            published_on=F("case_study__first_published_at"),
            is_example=F("case_study__inquiry__is_example"),
            board_name=F("board__name"),
            board_ended=F("board__valid_to"),
        )
    )
    pks = [row["pk"] for row in rows]
    names = {relation: _names(pks, relation) for relation in RELATIONS}
    return {row["study"]: _card(row, names) for row in rows}


def _names(pks, relation):
    """What is related to each revision, by its name and in its order."""
    found = defaultdict(list)
    rows = Revision.objects.filter(**{"pk__in": pks, f"{relation}__isnull": False})
    in_order = rows.order_by(f"{relation}__order", f"{relation}__name")
    for pk, name in in_order.values_list("pk", f"{relation}__name"):
        found[pk].append(name)
    return found


def _card(row, names):
    """What components/story_card.html shows of a revision, but for a snippet. Its foot
    is made here, once an edition: the template of it takes longer than all the rest."""
    name, ended = row["board_name"], row["board_ended"]
    shown = {
        "study": row["study"],
        "headline": row["headline"],
        "summary": row["summary"],
        "url": reverse("stories:detail", args=[row["slug"]]),
        "settings": names["care_settings"][row["pk"]],
        "themes": names["themes"][row["pk"]],
        "partners": names["partners"][row["pk"]],
        "published_on": row["published_on"],
        "told": _told(row["published_on"]),
        "is_example": row["is_example"],
        "filed_under": boards.label(name, ended) if boards.is_over(ended) else "",
    }
    return shown | {"foot": render_to_string("components/story_card_foot.html", shown)}


def _told(at):
    """Month and year in words; made here, as a template would take much longer."""
    if at is None:
        return ""
    month = date_format(localtime(at), "F Y")
    return gettext("Told in %(month)s") % {"month": month}
