"""What the search room may know of a story: its published words and terms."""

from contextlib import contextmanager

from django.utils import timezone

from casestudies import search
from casestudies.search import index
from casestudies.stories import rendering, turns
from casestudies.stories.models import CaseStudy, Revision
from portal.organisations.models import size_of
from portal.taxonomy.models import (
    CareSetting,
    IntegratedCareBoard,
    Nation,
    PartnerType,
    Region,
    Theme,
    TouchPoint,
)

# Where a revision has the terms that it is found by the names of (see _names).
NAMED = {
    CareSetting: "care_settings",
    Theme: "themes",
    PartnerType: "partners__partner_type",
    TouchPoint: "touch_point",
    Nation: "nation",
    Region: "region",
    IntegratedCareBoard: "board",
}
AT_ONCE = 50  # stories; whoever renames a term, and whoever publishes, waits for them


def put(revision):
    """Index a revision that goes up, in the caller's transaction.

    It is read when its turn has come: a term of it may just have got a new name.
    """
    index.wait()
    index.put(document(Revision.objects.with_content().get(pk=revision.pk)))


def remove(case_study):
    """Take a story out of search, in the caller's transaction."""
    index.remove(case_study.pk)


@contextmanager
def new_size(organisation):
    """Index the stories of an organisation anew when its new size has been saved.

    It waits for whoever changes one of them before anything is locked, and reads only
    after the saving what is still up.
    """
    path = "partners__organisation"
    _wait_for(_inquiries(path, organisation))
    yield
    _put_anew(path, organisation)


def renamed(term):
    """Index the stories of a term anew whose name has changed.

    False where they are too many, and were left as they are.
    """
    path = NAMED.get(type(term))
    if path is None:
        return True
    inquiries = _inquiries(path, term)[: AT_ONCE + 1]
    if len(inquiries) > AT_ONCE:
        return False
    _wait_for(inquiries)
    _put_anew(path, term)
    return True


def _inquiries(path, one):
    """Those of the stories that are up and have this organisation or term, in order."""
    stories = CaseStudy.objects.published().filter(**{f"revisions__{path}": one})
    return stories.order_by("inquiry").distinct().values_list("inquiry", flat=True)


def _wait_for(inquiries):
    """Until nobody changes them any more: before the index is locked."""
    for inquiry in inquiries:
        turns.wait(inquiry)


def _put_anew(path, one):
    """With those that somebody else was about to put up meanwhile."""
    index.wait()
    inquiries = list(_inquiries(path, one))
    heirs = _heirs()
    up = Revision.objects.published().filter(case_study__inquiry__in=inquiries)
    index.put(*(document(revision, heirs) for revision in up.with_content()))


def rebuild(progress):
    """Index every published story anew and return how many there are.

    ``progress`` is told after each batch how many are done.
    """
    heirs = _heirs()
    published = Revision.objects.published().with_content()
    published = published.order_by("case_study__first_published_at", "case_study_id")
    return index.rebuild(
        (document(revision, heirs) for revision in published.iterator(chunk_size=500)),
        progress,
    )


def document(revision, heirs=None):
    """The document of one revision: what its page shows, and nothing else."""
    published_at = revision.case_study.first_published_at
    partners = list(revision.partners.all())
    words = [rendering.plain(part.text) for part in revision.parts.all()]
    words += [revision.possibility, *(partner.name for partner in partners)]
    return search.Document(
        study=revision.case_study_id,
        published_at=published_at,
        headline=revision.headline,
        summary=revision.summary,
        tips="\n".join(tip.text for tip in revision.tips.all()),
        body="\n".join(word for word in words if word),
        names="\n".join(_names(revision, partners)),
        organisations=tuple(dict.fromkeys(partner.name for partner in partners)),
        terms=frozenset(_terms(revision, partners, published_at, heirs)),
    )


def _names(revision, partners):
    """What readers may call the places and kinds of a story that never says so."""
    types = [partner.partner_type for partner in partners]
    single = [revision.touch_point, revision.nation, revision.region, revision.board]
    several = [*revision.care_settings.all(), *revision.themes.all()]
    return dict.fromkeys(term.name for term in [*several, *types, *single] if term)


def _terms(revision, partners, published_at, heirs):
    yield "year", str(timezone.localtime(published_at).year)
    yield from (("care_setting", term.slug) for term in revision.care_settings.all())
    yield from (("theme", term.slug) for term in revision.themes.all())
    yield from (("enabler", term.slug) for term in revision.enablers.all())
    for partner in partners:
        if partner.partner_type:
            yield "partner_type", partner.partner_type.slug
        if size := size_of(partner.partner_type, partner.organisation):
            yield "size", size
    for facet in ("touch_point", "nation", "region"):
        term = getattr(revision, facet)
        if term:
            yield facet, term.slug
    if revision.board:
        heirs = _heirs() if heirs is None else heirs
        yield from (("icb", slug) for slug in _line(revision.board.slug, heirs))


def _heirs():
    """The slugs of the direct successors of each closed board."""
    heirs: dict[str, list[str]] = {}
    links = IntegratedCareBoard.successors.through.objects.values_list(
        "from_integratedcareboard__slug", "to_integratedcareboard__slug"
    )
    for board, successor in links:
        heirs.setdefault(board, []).append(successor)
    return heirs


def _line(board, heirs):
    """A board and all who came after it, at any distance (method 38)."""
    seen: set[str] = set()
    waiting = [board]
    while waiting:
        slug = waiting.pop()
        if slug not in seen:
            seen.add(slug)
            waiting += heirs.get(slug, [])
    return seen
