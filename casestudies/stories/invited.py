"""What an invitation knew of a story goes into its first draft."""

from portal.taxonomy.models import (
    CareSetting,
    IntegratedCareBoard,
    Nation,
    Region,
    Theme,
)


def fill(draft, known):
    """Put known terms, slugs by kind, into a draft that nobody has seen yet.

    None of them is confirmed by that: the tellers still say that they are right.
    Touch point and partner are answers to questions, and come with these.
    """
    if not known:
        return
    draft.care_settings.set(_of(CareSetting, known.get("care_setting")))
    draft.themes.set(_of(Theme, known.get("theme")))
    _place(draft, known)
    draft.save(update_fields=["nation", "region", "board"])


def _place(draft, known):
    """A board says its region, and a region its nation; a place that the teller's
    organisation is in stays as exact as it is."""
    boards = _of(IntegratedCareBoard, known.get("icb")).select_related("region__nation")
    regions = _of(Region, known.get("region")).select_related("nation")
    board, region = boards.first(), regions.first()
    nation = _of(Nation, known.get("nation")).first()
    if board:
        region = board.region
    if region:
        nation = region.nation
    if nation is None:
        return
    if board or nation != draft.nation or (region and region != draft.region):
        draft.nation, draft.region, draft.board = nation, region, board


def _of(model, slug):
    return model.objects.filter(slug=slug) if slug else model.objects.none()
