"""The same answers as the search room's, asked of the tables of the stories.

As one would write it with care and Django's ORM: an index for each way in, a subquery
for each facet, one grouped count for each facet of the page, words by the database's
own full text. The keys of the stories are the positions of their words (see
search_stories), which spares these queries a join.
"""

import functools
import operator

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from casestudies.search.shapes import FACETS
from casestudies.stories.models import Partner, Revision

YEARS = range(2021, 2028)
LISTS = {"care_setting": "care_settings", "theme": "themes", "enabler": "enablers"}
PLACES = {
    "touch_point": "touch_point__slug",
    "nation": "nation__slug",
    "region": "region__slug",
    "icb": "board__slug",
}
MATCHING = {
    "postgresql": "SELECT position FROM search_all_words "
    "WHERE words @@ websearch_to_tsquery('english', %s)",
    "sqlite": "SELECT rowid FROM search_text WHERE search_text MATCH %s",
}


def find(selection):
    """(ids of the page, total, counts) as the search room finds them."""
    found = _matching(selection)
    total = found.count()
    size = selection.per_page
    page = min(selection.page, max(1, -(-total // size)))
    newest = found.order_by("-case_study__first_published_at")
    ids = newest.values_list("case_study_id", flat=True)[(page - 1) * size :][:size]
    # The stories of the bench have partners without a size.
    counts = {f: {} if f == "size" else _counted(selection, f) for f in FACETS}
    return list(ids), total, counts


def _matching(selection, *, leaving_out=None):
    found = Revision.objects.published()
    for facet, slugs in selection.terms.items():
        if slugs and facet != leaving_out:
            found = found.filter(_having(facet, slugs))
    if selection.words:
        matching = RawSQL(MATCHING[connection.vendor], [selection.words])  # noqa: S611
        found = found.filter(pk__in=matching)
    return found


def _having(facet, slugs):
    if facet in LISTS:
        through, name = _links(facet)
        rows = through.objects.filter(**{f"{name}__slug__in": slugs})
        return Exists(rows.filter(revision=OuterRef("pk")))
    if facet == "partner_type":
        rows = Partner.objects.filter(partner_type__slug__in=slugs)
        return Exists(rows.filter(revision=OuterRef("pk")))
    if facet == "year":
        years = [Q(case_study__first_published_at__year=int(slug)) for slug in slugs]
        return functools.reduce(operator.or_, years)
    return Q(**{f"{PLACES[facet]}__in": slugs})


def _links(facet):
    field = Revision._meta.get_field(LISTS[facet])
    return field.remote_field.through, field.m2m_reverse_field_name()


def _counted(selection, facet):
    """Stories by term, without the facet's own selection."""
    found = _matching(selection, leaving_out=facet)
    if facet in LISTS:
        through, name = _links(facet)
        rows, slug = through.objects.filter(revision__in=found), f"{name}__slug"
    elif facet == "partner_type":
        rows, slug = Partner.objects.filter(revision__in=found), "partner_type__slug"
    elif facet == "year":
        return _years(found)
    else:
        rows, slug = found.exclude(**{PLACES[facet]: None}), PLACES[facet]
    distinct = facet == "partner_type"
    key = "revision" if facet in LISTS or distinct else "pk"
    counted = rows.order_by().values_list(slug)
    counted = counted.annotate(number=Count(key, distinct=distinct))
    return {str(slug): number for slug, number in counted}


def _years(found):
    """Ranges of dates: taking the year out of each would be Python's work on SQLite."""
    years = {
        str(year): Count("pk", filter=Q(case_study__first_published_at__year=year))
        for year in YEARS
    }
    return {year: number for year, number in found.aggregate(**years).items() if number}
