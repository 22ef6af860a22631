"""Where in a story somebody could be guessed, for its tellers and its moderators.

A spot is a warning beside the words and never stops anything (method 44).
"""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from casestudies.stories import identifying
from casestudies.stories.identifying import Finding
from inquiry.protocols.models import Place

CONTEXT = 40  # letters on both sides


@dataclass(frozen=True)
class Spot:
    """One finding, where it stands, and some of the words around it.

    ``anchor`` is the place's fragment on the telling page.
    """

    anchor: str
    label: str
    finding: Finding
    before: str
    after: str


def of_story(revision) -> list[Spot]:
    """All that stands in what will be published, in the order of the page."""
    return [
        spot
        for anchor, label, text in _texts(revision)
        for spot in of_text(text, anchor=anchor, label=label)
    ]


def of_text(text, *, anchor, label) -> list[Spot]:
    return [
        Spot(
            anchor=anchor,
            label=label,
            finding=finding,
            before=_start_cut(text[: finding.start]),
            after=_end_cut(text[finding.end :]),
        )
        for finding in identifying.find(text)
    ]


def marked(text) -> SafeString:
    """The text with its findings in ``mark`` elements, everything escaped."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", words) if finding else words,)
            for words, finding in identifying.pieces(text)
        ),
    )


def _texts(revision):
    """Every text of a telling, with its place and what the place is called."""
    yield "place-headline", Place.HEADLINE.label, revision.headline
    yield "part-summary", gettext("Summary"), revision.summary
    for part in revision.parts.all():
        yield f"part-{part.key}", part.heading, part.text
    yield "place-possibility", Place.POSSIBILITY.label, revision.possibility
    for tip in revision.tips.all():
        yield "place-tips", Place.TIPS.label, tip.text
    for text in (
        revision.outcome_value,
        revision.outcome_what,
        revision.outcome_period,
        revision.outcome_source,
    ):
        yield "place-outcome", Place.OUTCOME.label, text
    for partner in revision.partners.all():
        yield "place-partners", Place.PARTNERS.label, partner.name
        yield "place-partners", Place.PARTNERS.label, partner.what_they_did
    yield "place-inspired_by", Place.INSPIRED_BY.label, revision.inspired_by_other


def _start_cut(text):
    cut = text[-CONTEXT:]
    return f"… {cut.lstrip()}" if len(text) > len(cut) else cut


def _end_cut(text):
    cut = text[:CONTEXT]
    return f"{cut.rstrip()} …" if len(text) > len(cut) else cut
